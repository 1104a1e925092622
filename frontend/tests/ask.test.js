import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, retryAfterSeconds } from '../asking/ask.js';

const answering = (status, body, headers = {}) => async () => new Response(body, { status, headers });

test('A good answer comes with its JSON and headers; an empty one has no body', async () => {
  const answer = await ask('/x', { fetch: answering(200, '{"a":1}', { etag: '"7"' }) });
  assert.deepEqual([answer.kind, answer.body, answer.headers.get('etag')], ['ok', { a: 1 }, '"7"']);
  assert.equal((await ask('/x', { fetch: answering(202, '') })).body, null);
});

test('The key and the body are sent, and neither when there is none', async () => {
  const asked = [];
  const fetch = async (path, options) => { asked.push(options); return new Response('{}'); };
  await ask('/x', { fetch, key: 'secret', method: 'POST', body: '{}' });
  await ask('/x', { fetch, key: null });
  assert.deepEqual([asked[0].headers['x-api-key'], asked[0].headers['content-type'], asked[0].method], ['secret', 'application/json', 'POST']);
  assert.deepEqual(Object.keys(asked[1].headers), ['accept']);
});

test('A refusal comes with its problem, if it has one', async () => {
  const problem = await ask('/x', { fetch: answering(400, '{"type":"urn:x","detail":"no"}', { 'content-type': 'application/problem+json' }) });
  assert.deepEqual(problem, { kind: 'refused', status: 400, problem: { type: 'urn:x', detail: 'no' } });
  assert.deepEqual(await ask('/x', { fetch: answering(500, '<html>') }), { kind: 'refused', status: 500, problem: {} });
});

test('A service that is away or busy says for how long', async () => {
  assert.deepEqual(await ask('/x', { fetch: answering(503, null, { 'retry-after': '7' }) }), { kind: 'away', status: 503, retryAfter: 7 });
  assert.deepEqual(await ask('/x', { fetch: answering(429, null) }), { kind: 'away', status: 429, retryAfter: 5 });
});

test('A network that fails is offline', async () => {
  assert.deepEqual(await ask('/x', { fetch: async () => { throw new TypeError('Failed to fetch'); } }), { kind: 'offline' });
});

test('An answer that is no JSON is a refusal', async () => {
  assert.deepEqual(await ask('/x', { fetch: answering(200, '<html>') }), { kind: 'refused', status: 200, problem: {} });
});

const never = (_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('An answer that does not come is a timeout', async () => {
  // The timer of AbortSignal.timeout does not keep the process alive by itself.
  const alive = setInterval(() => {}, 1000);
  assert.deepEqual(await ask('/x', { fetch: never, timeout: 5 }), { kind: 'timeout' });
  clearInterval(alive);
});

test('A question that was taken back is passed on as such', async () => {
  const question = new AbortController();
  const answer = ask('/x', { fetch: never, signal: question.signal });
  question.abort();
  await assert.rejects(answer, { name: 'AbortError' });
});

test('A question that was taken back is never an outage, however the browser says it', async () => {
  const question = new AbortController();
  question.abort();
  const fetch = async () => { throw new TypeError('Failed to fetch'); };
  await assert.rejects(ask('/x', { fetch, signal: question.signal }), TypeError);
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
