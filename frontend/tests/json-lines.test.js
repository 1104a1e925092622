import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { layOut, placeFaults, positionOf } from '../operators/dead-letters/json-lines.js';

const paths = (source) => layOut(source).lines.map(({ path, text }) => `${path} ${text}`);
const joined = (source) => layOut(source).lines.map(({ depth, text }) => '  '.repeat(depth) + text).join('\n');

test('JSON is laid out as JSON.stringify does', () => {
  const model = JSON.parse(readFileSync(new URL('../../samples/model.json', import.meta.url), 'utf8'));
  for (const value of [model, {}, [], { a: [], b: {}, c: [[1], [{}]] }, 'x', 1, null, [1, 'a"b\\', true]]) {
    assert.equal(joined(JSON.stringify(value)), JSON.stringify(value, null, 2));
    assert.equal(layOut(JSON.stringify(value, null, '\t')).error, null);
  }
});

test('Each line says where it is, as faults do', () => {
  assert.deepEqual(paths('{"delivery":{"phone":"1"},"items":[{"sale":1},2]}'), [
    '$ {', 'delivery "delivery": {', 'delivery.phone "phone": "1"', 'delivery },', 'items "items": [', 'items[0] {', 'items[0].sale "sale": 1', 'items[0] },', 'items[1] 2', 'items ]', '$ }']);
});

test('Values stay as they were written, and a member that is there twice is shown twice', () => {
  assert.deepEqual(paths('{"a":1.0e400,"a":12345678901234567890,"\\u0061":"\\u0000"}'), ['$ {', 'a "a": 1.0e400,', 'a "a": 12345678901234567890,', 'a "\\u0061": "\\u0000"', '$ }']);
});

test('Where the text stops being JSON is told, and what comes before it is laid out', () => {
  for (const [source, offset] of [['{"a":}', 5], ['{"a":1', 6], ['[1,]', 3], ['{"a" 1}', 5], ['{} x', 3], ['', 0], ['{a:1}', 1], ['nul', 0], ['[1 2]', 3], ['01', 1]]) {
    assert.equal(layOut(source).error, offset, source);
  }
});

test('What JSON.parse refuses is refused, and what it takes is taken', () => {
  for (const source of ['[1,2', '"a', "{'a':1}", '[,]', '{"a":1,}', 'NaN', '-', '1.', '.5', '+1', '"\\"', ' [1] ', '-0.5e-3', '[true,false,null]', '{"a":{"b":[]}}', '"a\nb"', '"\\x"', '"\\u00e9"', '[0, -0, 10]', '[\u00a01]']) {
    let fits = true;
    try { JSON.parse(source); } catch { fits = false; }
    assert.equal(layOut(source).error === null, fits, source);
  }
});

test('Very deep nesting is an error, not a stack that overflows', () => {
  assert.notEqual(layOut('['.repeat(100_000)).error, null);
});

test('A fault stands at its member, or at what should contain it', () => {
  const { lines } = layOut('{"delivery":{"phone":"1"},"items":[{"sale":200}]}');
  const at = (path) => [...placeFaults(lines, [{ path }])][0];
  assert.deepEqual(at('delivery.phone'), [2, [{ path: 'delivery.phone', isHere: true }]]);
  assert.deepEqual(at('delivery.email'), [1, [{ path: 'delivery.email', isHere: false }]]);
  assert.equal(at('items[0].sale')[0], 6);
  assert.equal(at('items[7].sale')[0], 4);
  assert.equal(at('payment.amount')[0], 0);
  assert.equal(at('$')[0], 0);
});

test('A position is counted as people count', () => {
  assert.deepEqual(positionOf('a\nbc', 3), { line: 2, column: 2 });
  assert.deepEqual(positionOf('', 0), { line: 1, column: 1 });
});
