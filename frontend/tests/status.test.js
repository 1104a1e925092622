import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemStatus, orderStages } from '../status.js';

test('Every code has a word', () => {
  for (const code of [0, 7, 199, 202, 300, 404, 599, 100_000]) {
    assert.ok(itemStatus(code).word.length > 0, String(code));
  }
});

test('An order whose items are equally far is in one stage', () => {
  assert.deepEqual(orderStages([{ status: 202 }, { status: 299 }]).map(({ count }) => count), [2]);
});

test('An order on its way in parts names each stage once, the earliest first', () => {
  const stages = orderStages([{ status: 400 }, { status: 202 }, { status: 401 }]);
  assert.deepEqual(stages.map(({ word, count }) => [word, count]), [[itemStatus(202).word, 1], [itemStatus(400).word, 2]]);
});
