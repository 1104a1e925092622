import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderStages, progress, stageOf } from '../tracking/status.js';

const items = (...codes) => codes.map((status) => ({ status }));

test('Each stage of the way has its own words', () => {
  const stages = [202, 203, 204, 205, 206, 207].map(stageOf);
  assert.equal(new Set(stages.map(({ ru }) => ru)).size, 6);
  assert.equal(new Set(stages.map(({ en }) => en)).size, 6);
});

test('A code that nobody named has no stage', () => {
  assert.equal(stageOf(0), undefined);
  assert.equal(stageOf('202'), undefined);
});

test('An order on its way in parts names each stage once, the earliest first', () => {
  assert.deepEqual(orderStages(items(207, 202, 207)), [{ code: 202, count: 1 }, { code: 207, count: 2 }]);
});

test('An order is as far as its item that is least far', () => {
  assert.deepEqual(progress(items(205, 203)), { reached: 1, counts: [0, 1, 0, 1, 0, 0] });
});

test('An order with an item off the way has no place on it', () => {
  assert.equal(progress(items(202, 999)), null);
  assert.equal(progress([]), null);
});
