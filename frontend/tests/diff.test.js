import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { diff } from '../tracking/diff.js';

const model = () => JSON.parse(readFileSync(new URL('../../samples/model.json', import.meta.url), 'utf8'));

function changed(change) {
  const after = model();
  change(after);
  return diff(model(), after);
}

test('The same document differs in nothing, whatever the order of its members', () => {
  assert.deepEqual(diff(model(), model()), []);
  const reversed = Object.fromEntries(Object.entries(model()).reverse());
  assert.deepEqual(diff(model(), reversed), []);
});

test('Members of every depth are found, with both values', () => {
  assert.deepEqual(changed((order) => { order.locale = 'ru'; order.delivery.city = 'Haifa'; order.payment.amount = 1; }), [
    { kind: 'changed', path: ['delivery', 'city'], before: 'Kiryat Mozkin', after: 'Haifa' },
    { kind: 'changed', path: ['payment', 'amount'], before: 1817, after: 1 },
    { kind: 'changed', path: ['locale'], before: 'en', after: 'ru' },
  ]);
});

test('An item is the same item when its rid is, wherever it stands', () => {
  const before = model();
  before.items = [{ rid: 'a', status: 202 }, { rid: 'b', status: 202 }];
  const after = model();
  after.items = [{ rid: 'b', status: 203 }, { rid: 'c', status: 202 }];
  assert.deepEqual(diff(before, after), [
    { kind: 'changed', path: ['items', 'b', 'status'], before: 202, after: 203, item: { rid: 'b', status: 203 } },
    { kind: 'added', path: ['items', 'c'], item: { rid: 'c', status: 202 } },
    { kind: 'removed', path: ['items', 'a'], item: { rid: 'a', status: 202 } },
  ]);
});

test('Items without a rid are told apart by their place', () => {
  const before = { items: [{ price: 1 }] };
  const after = { items: [{ price: 2 }] };
  assert.deepEqual(diff(before, after).map(({ path }) => path), [['items', '#0', 'price']]);
});

test('Members that the model does not know are compared too, and may come and go', () => {
  assert.deepEqual(diff({ gift: { wrap: [1] } }, { gift: { wrap: [1], note: 'x' }, extra: null }), [
    { kind: 'changed', path: ['gift', 'note'], before: undefined, after: 'x' },
    { kind: 'changed', path: ['extra'], before: undefined, after: null },
  ]);
  assert.deepEqual(diff({ gone: 1 }, {}), [{ kind: 'changed', path: ['gone'], before: 1, after: undefined }]);
});

test('A member may change its kind', () => {
  assert.deepEqual(diff({ delivery: { city: 'x' } }, { delivery: 'x' }), [{ kind: 'changed', path: ['delivery'], before: { city: 'x' }, after: 'x' }]);
  assert.deepEqual(diff({ items: [] }, { items: null }), [{ kind: 'changed', path: ['items'], before: [], after: null }]);
});

test('Names of Object.prototype are ordinary names', () => {
  assert.deepEqual(diff(JSON.parse('{"constructor":1,"__proto__":2}'), JSON.parse('{"toString":3}')).map(({ path, after }) => [path[0], after]),
    [['toString', 3], ['constructor', undefined], ['__proto__', undefined]]);
});
