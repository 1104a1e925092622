import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findHistory, findOrder, listOrders, query } from '../asking/orders.js';

const answering = (status, body, headers = {}) => async () => new Response(body, { status, headers });

test('A found order comes with its version, where it came from and whether parts are hidden', async () => {
  const fetch = answering(200, '{"order_uid":"a"}', { etag: '"7-masked"', 'x-cache': 'stale', 'x-masked': 'true' });
  assert.deepEqual(await findOrder('a', { fetch }), { kind: 'found', order: { order_uid: 'a' }, version: 7, cache: 'stale', masked: true });
});

test('A version is read from a weak tag too, and may be missing', async () => {
  assert.equal((await findOrder('a', { fetch: answering(200, '{}', { etag: 'W/"7"' }) })).version, 7);
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
  assert.deepEqual(await findOrder('a', { fetch: answering(500) }), { kind: 'failed', status: 500 });
});

test('The history is whole, locked or not to be had', async () => {
  const versions = '[{"version":2,"changed_at":"2026-01-01T00:00:00Z","document":{"a":2}}]';
  assert.deepEqual(await findHistory('a', { fetch: answering(200, versions) }),
    { kind: 'whole', versions: [{ version: 2, at: '2026-01-01T00:00:00Z', document: { a: 2 } }] });
  assert.equal((await findHistory('a', { fetch: answering(401) })).kind, 'locked');
  assert.equal((await findHistory('a', { fetch: answering(503) })).kind, 'failed');
});

test('Filters that are empty are not asked for', async () => {
  let asked;
  await listOrders({ customer_id: 'a&b', track_number: '', cursor: undefined, limit: 20 }, { fetch: async (url) => { asked = url; return new Response('{}'); } });
  assert.equal(asked, '/api/orders?customer_id=a%26b&limit=20');
  assert.equal(query({ reason: '' }), '');
});
