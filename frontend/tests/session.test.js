import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession } from '../session.js';

function memory(entries = {}) {
  const map = new Map(Object.entries(entries));
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => map.set(key, value), removeItem: (key) => map.delete(key) };
}

const gateway = async (_, { headers }) => Response.json({ operator: headers['x-api-key'] === 'good', keys: true, masked: true });

test('A good key signs in and is kept', async () => {
  const storage = memory();
  let changes = 0;
  const session = openSession(() => changes++, { storage, fetch: gateway });
  assert.equal(await session.signIn('good'), 'in');
  assert.deepEqual([session.key, session.state.operator, changes], ['good', true, 1]);
});

test('A wrong key is not kept', async () => {
  const session = openSession(() => {}, { storage: memory(), fetch: gateway });
  assert.equal(await session.signIn('bad'), 'wrong');
  assert.deepEqual([session.key, session.state.operator], [null, false]);
});

test('A key that cannot be checked is not kept', async () => {
  const session = openSession(() => {}, { storage: memory(), fetch: async () => new Response(null, { status: 503 }) });
  assert.equal(await session.signIn('good'), 'failed');
  assert.equal(session.key, null);
});

test('Signing out forgets the key', async () => {
  const session = openSession(() => {}, { storage: memory({ 'orders.key': 'good' }), fetch: gateway });
  await session.refresh();
  assert.ok(session.state.operator);
  session.signOut();
  assert.deepEqual([session.key, session.state.operator], [null, false]);
});

test('A key that is not good any more is forgotten', async () => {
  const session = openSession(() => {}, { storage: memory({ 'orders.key': 'revoked' }), fetch: gateway });
  await session.refresh();
  assert.deepEqual([session.key, session.state.operator], [null, false]);
});

test('While the gateway does not answer, a key that is kept is worth a try', async () => {
  const session = openSession(() => {}, { storage: memory({ 'orders.key': 'good' }), fetch: async () => new Response(null, { status: 503 }) });
  await session.refresh();
  assert.deepEqual(session.state, { known: true, operator: true, keys: true, masked: false });
});

test('Where no keys are needed everybody is an operator', async () => {
  const session = openSession(() => {}, { storage: memory(), fetch: async () => Response.json({ operator: true, keys: false, masked: false }) });
  await session.refresh();
  assert.deepEqual(session.state, { known: true, operator: true, keys: false, masked: false });
});
