import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initial, maxRetries, reduce, retriesByItself } from '../state.js';

const ask = (uid, state = initial) => reduce(state, { type: 'asked', uid });
const answer = (state, content) => reduce(state, { type: 'answered', attempt: state.attempt, answer: content });

test('A possible uid is asked for, without the spaces around it', () => {
  const state = ask('  b563feb7b2b84b6test ');
  assert.equal(state.phase, 'loading');
  assert.equal(state.uid, 'b563feb7b2b84b6test');
});

test('An impossible uid is refused without asking', () => {
  for (const uid of ['a b', 'заказ', 'a/b', 'x'.repeat(65), '<script>']) {
    assert.equal(ask(uid).phase, 'impossible', uid);
  }
});

test('An empty field leads back to the beginning', () => {
  assert.equal(ask('   ', ask('a')).phase, 'empty');
});

test('An answer becomes what is shown', () => {
  const found = answer(ask('a'), { kind: 'found', order: { order_uid: 'a' }, version: '3', cache: 'hit' });
  assert.deepEqual([found.phase, found.order.order_uid, found.version, found.cache], ['found', 'a', '3', 'hit']);
  assert.equal(answer(ask('a'), { kind: 'unknown' }).phase, 'unknown');
  assert.equal(answer(ask('a'), { kind: 'failed', status: 500 }).status, 500);
});

test('An answer to an earlier question is dropped', () => {
  const first = ask('a');
  const second = ask('b', first);
  assert.equal(reduce(second, { type: 'answered', attempt: first.attempt, answer: { kind: 'unknown' } }), second);
});

test('An answer that comes after the question was given up is dropped', () => {
  const asked = ask('a');
  const left = ask('', asked);
  assert.equal(reduce(left, { type: 'answered', attempt: asked.attempt, answer: { kind: 'unknown' } }), left);
});

test('The old order does not linger in the next question', () => {
  const found = answer(ask('a'), { kind: 'found', order: {}, version: '1', cache: 'hit' });
  assert.equal(ask('b', found).order, undefined);
});

test('The page repeats by itself while the service is away, but not for ever', () => {
  let state = ask('a');
  for (let repeat = 0; repeat < maxRetries; repeat++) {
    state = answer(state, { kind: 'away', retryAfter: 1 });
    assert.ok(retriesByItself(state));
    state = reduce(state, { type: 'asked-again', byItself: true });
  }
  state = answer(state, { kind: 'away', retryAfter: 1 });
  assert.ok(!retriesByItself(state));
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
