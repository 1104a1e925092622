import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initial, maxRetries, reduce, retriesByItself } from '../tracking/state.js';

const ask = (uid, state = initial) => reduce(state, { type: 'asked', uid });
const answer = (state, content) => reduce(state, { type: 'answered', attempt: state.attempt, answer: content });
const found = (version = 3) => answer(ask('a'), { kind: 'found', order: { order_uid: 'a', locale: 'en' }, version, cache: 'hit', masked: false });
const arrive = (state, version, order, attempt = state.attempt) => reduce(state, { type: 'arrived', attempt, version, order, at: 'now', masked: false });

test('A possible uid is asked for, without the spaces around it', () => {
  const state = ask('  b563feb7b2b84b6test ');
  assert.deepEqual([state.phase, state.uid], ['loading', 'b563feb7b2b84b6test']);
});

test('An impossible uid is refused without asking', () => {
  for (const uid of ['a b', 'заказ', 'a/b', 'x'.repeat(65), '<script>']) {
    assert.equal(ask(uid).phase, 'impossible', uid);
  }
});

test('An answer becomes what is shown', () => {
  const state = found();
  assert.deepEqual([state.phase, state.order.order_uid, state.version, state.cache], ['found', 'a', 3, 'hit']);
  assert.deepEqual(state.versions.map(({ version }) => version), [3]);
  assert.equal(answer(ask('a'), { kind: 'unknown' }).phase, 'unknown');
  assert.equal(answer(ask('a'), { kind: 'failed', status: 500 }).status, 500);
});

test('An answer to an earlier question is dropped, and so are its events and history', () => {
  const first = ask('a');
  const second = ask('b', first);
  assert.equal(reduce(second, { type: 'answered', attempt: first.attempt, answer: { kind: 'unknown' } }), second);
  const shown = answer(second, { kind: 'found', order: {}, version: 1 });
  assert.equal(arrive(shown, 9, {}, first.attempt), shown);
  assert.equal(reduce(shown, { type: 'history-answered', attempt: first.attempt, answer: { kind: 'failed' } }), shown);
  assert.equal(reduce(shown, { type: 'live-changed', attempt: first.attempt, live: 'live' }), shown);
});

test('The old order does not linger in the next question', () => {
  const next = ask('b', found());
  assert.deepEqual([next.order, next.versions, next.live, next.history], [undefined, [], 'off', 'unasked']);
});

test('A newer version that arrives is shown, with what it changed', () => {
  const state = arrive(found(), 4, { order_uid: 'a', locale: 'ru' });
  assert.deepEqual([state.version, state.order.locale, state.cache], [4, 'ru', null]);
  assert.deepEqual(state.news.map(({ path }) => path), [['locale']]);
  assert.deepEqual(state.versions.map(({ version, seen }) => [version, seen]), [[4, true], [3, undefined]]);
});

test('A version never goes backwards, and one that is known changes nothing', () => {
  const state = found();
  assert.equal(arrive(state, 3, {}), state);
  assert.equal(arrive(state, 2, {}), state);
  assert.equal(arrive(state, Number.NaN, {}), state);
});

test('The history completes what was seen live, and keeps versions that it does not know yet', () => {
  const live = arrive(found(), 4, { order_uid: 'a', locale: 'ru' });
  const state = reduce(live, { type: 'history-answered', attempt: live.attempt, answer: { kind: 'whole', versions: [
    { version: 3, at: 't3', document: {} }, { version: 2, at: 't2', document: {} }, { version: 1, at: 't1', document: {} }] } });
  assert.deepEqual(state.versions.map(({ version, at }) => [version, at]), [[4, 'now'], [3, 't3'], [2, 't2'], [1, 't1']]);
  assert.equal(state.history, 'whole');
});

test('The time that the history gives is better than when a version was seen', () => {
  const live = arrive(found(), 4, {});
  const state = reduce(live, { type: 'history-answered', attempt: live.attempt, answer: { kind: 'whole', versions: [{ version: 4, at: 't4', document: {}, seen: false }] } });
  assert.deepEqual([state.versions[0].at, state.versions[0].seen], ['t4', false]);
});

test('A history that is locked or cannot be read leaves what is known', () => {
  for (const kind of ['locked', 'failed']) {
    const state = reduce(found(), { type: 'history-answered', attempt: 1, answer: { kind } });
    assert.deepEqual([state.history, state.versions.length], [kind, 1]);
  }
});

test('The page repeats by itself while the service is away, but not for ever', () => {
  let state = ask('a');
  for (let repeat = 0; repeat < maxRetries; repeat++) {
    state = answer(state, { kind: 'away', retryAfter: 1 });
    assert.ok(retriesByItself(state));
    state = reduce(state, { type: 'asked-again', byItself: true });
  }
  assert.ok(!retriesByItself(answer(state, { kind: 'away', retryAfter: 1 })));
});

test('A person who asks again starts the count anew', () => {
  const tired = { ...answer(ask('a'), { kind: 'away', retryAfter: 1 }), retries: maxRetries };
  const again = reduce(tired, { type: 'asked-again' });
  assert.equal(again.uid, 'a');
  assert.ok(retriesByItself(answer(again, { kind: 'away', retryAfter: 1 })));
});

test('Only a service that is away is asked again by itself', () => {
  for (const kind of ['unknown', 'impossible', 'offline', 'timeout', 'failed']) {
    assert.ok(!retriesByItself(answer(ask('a'), { kind })), kind);
  }
});
