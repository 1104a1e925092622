import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaPath, highest, linear, linePath, ticks } from '../charts/geometry.js';

const same = (value) => value;

test('An axis has round numbers up to at least the highest value', () => {
  assert.deepEqual(ticks(57), [0, 20, 40, 60]);
  assert.deepEqual(ticks(1), [0, 0.5, 1]);
  assert.deepEqual(ticks(0.3), [0, 0.1, 0.2, 0.3]);
  for (const value of [0.0007, 3, 19, 99.9, 100, 101, 12_345, 9.9e12]) {
    const marks = ticks(value);
    assert.ok(marks.at(-1) >= value && marks.length <= 5, `${value}: ${marks}`);
  }
});

test('Nothing to show has an axis too', () => {
  for (const value of [0, -1, Number.NaN]) {
    assert.deepEqual(ticks(value), [0, 1]);
  }
});

test('A scale is straight, and a range of nothing has one place', () => {
  assert.equal(linear([0, 10], [100, 0])(2.5), 75);
  assert.equal(linear([3, 3], [5, 9])(3), 5);
});

test('The highest value passes over those that are missing', () => {
  assert.equal(highest([{ values: [null, 2, 1] }, { values: [null] }]), 2);
  assert.equal(highest([]), 0);
});

test('A line has gaps where values are missing, and a dot for a value alone', () => {
  assert.equal(linePath([1, 2, null, 3, null, 4, 5], same, same), 'M0 1L1 2M3 3h0M5 4L6 5');
  assert.equal(linePath([null, null], same, same), '');
});

test('An area stands on the ground', () => {
  assert.equal(areaPath([1, 2], same, same), 'M0 0L0 1L1 2L1 0Z');
});
