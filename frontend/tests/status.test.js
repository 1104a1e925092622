import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemStatus, orderStages } from '../status.js';

test('Each stage of the way has its word', () => {
  const words = [202, 203, 204, 205, 206, 207].map((code) => itemStatus(code).word);
  assert.equal(new Set(words).size, 6);
});

test('A code that nobody named is shown as a number', () => {
  assert.equal(itemStatus(0).word, 'Статус 0');
  assert.equal(itemStatus(100_000).word, 'Статус 100000');
});

test('An order whose items are equally far is in one stage', () => {
  assert.deepEqual(orderStages([{ status: 202 }, { status: 202 }]).map(({ code, count }) => [code, count]), [[202, 2]]);
});

test('An order on its way in parts names each stage once, the earliest first', () => {
  const stages = orderStages([{ status: 207 }, { status: 202 }, { status: 207 }]);
  assert.deepEqual(stages.map(({ code, count }) => [code, count]), [[202, 1], [207, 2]]);
});
