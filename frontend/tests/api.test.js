import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findOrder, retryAfterSeconds } from '../api.js';

const answering = (status, body, headers = {}) => async () => new Response(body, { status, headers });

test('A found order comes with its version and where it came from', async () => {
  const fetch = answering(200, '{"order_uid":"a"}', { etag: '"7"', 'x-cache': 'stale' });
  assert.deepEqual(await findOrder('a', { fetch }), { kind: 'found', order: { order_uid: 'a' }, version: '7', cache: 'stale' });
});

test('A version is read from a weak tag too, and may be missing', async () => {
  assert.equal((await findOrder('a', { fetch: answering(200, '{}', { etag: 'W/"7"' }) })).version, '7');
  assert.equal((await findOrder('a', { fetch: answering(200, '{}') })).version, null);
});

test('The uid is escaped', async () => {
  let asked;
  await findOrder('a/../b?c', { fetch: async (url) => { asked = url; return new Response(null, { status: 404 }); } });
  assert.equal(asked, '/api/orders/a%2F..%2Fb%3Fc');
});

test('Each refusal has its own meaning', async () => {
  assert.deepEqual(await findOrder('a', { fetch: answering(404) }), { kind: 'unknown' });
  assert.deepEqual(await findOrder('a', { fetch: answering(400) }), { kind: 'impossible' });
  assert.deepEqual(await findOrder('a', { fetch: answering(503, null, { 'retry-after': '7' }) }), { kind: 'away', retryAfter: 7 });
  assert.deepEqual(await findOrder('a', { fetch: answering(429, null, { 'retry-after': '1' }) }), { kind: 'away', retryAfter: 1 });
  assert.deepEqual(await findOrder('a', { fetch: answering(500) }), { kind: 'failed', status: 500 });
});

test('A network that fails is offline', async () => {
  const fetch = async () => { throw new TypeError('Failed to fetch'); };
  assert.deepEqual(await findOrder('a', { fetch }), { kind: 'offline' });
});

test('An answer that is no JSON is a failure', async () => {
  assert.deepEqual(await findOrder('a', { fetch: answering(200, '<html>') }), { kind: 'failed', status: 200 });
});

const never = (_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('An answer that does not come is a timeout', async () => {
  // The timer of AbortSignal.timeout does not keep the process alive by itself.
  const alive = setInterval(() => {}, 1000);
  assert.deepEqual(await findOrder('a', { fetch: never, timeout: 5 }), { kind: 'timeout' });
  clearInterval(alive);
});

test('A question that was taken back is passed on as such', async () => {
  const question = new AbortController();
  const answer = findOrder('a', { fetch: never, signal: question.signal });
  question.abort();
  await assert.rejects(answer, { name: 'AbortError' });
});

test('Retry-After is read as seconds or as a date, within bounds', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  assert.equal(retryAfterSeconds('3'), 3);
  assert.equal(retryAfterSeconds('Thu, 01 Jan 2026 00:00:09 GMT', now), 9);
  assert.equal(retryAfterSeconds('Wed, 31 Dec 2025 00:00:00 GMT', now), 1);
  assert.equal(retryAfterSeconds('0'), 1);
  assert.equal(retryAfterSeconds('86400'), 60);
  assert.equal(retryAfterSeconds(null), 5);
  assert.equal(retryAfterSeconds('soon'), 5);
});
