import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sseReader } from '../live/sse.js';

function readAll(...pieces) {
  const events = [];
  const read = sseReader((event) => events.push(event));
  pieces.forEach(read);
  return events;
}

test('An event has a type, an id and its data', () => {
  assert.deepEqual(readAll('event: order\nid: 3\ndata: {"a":1}\n\n'), [{ type: 'order', id: '3', data: '{"a":1}' }]);
});

test('However the stream is cut, the events are the same', () => {
  const stream = '\ufeffevent: order\r\nid: 3\r\ndata: {\r\ndata: }\r\n\r\n: heartbeat\r\rdata:x\n\nid: 4\ndata: y\r\n\r\n';
  const whole = readAll(stream);
  assert.deepEqual(whole, [{ type: 'order', id: '3', data: '{\n}' }, { type: 'message', id: '3', data: 'x' }, { type: 'message', id: '4', data: 'y' }]);
  assert.deepEqual(readAll(...stream), whole);
  for (let cut = 1; cut < stream.length; cut++) {
    assert.deepEqual(readAll(stream.slice(0, cut), stream.slice(cut)), whole, `cut at ${cut}`);
  }
});

test('A comment, an event without data and an unfinished one say nothing', () => {
  assert.deepEqual(readAll(': heartbeat\n\n', 'event: order\nid: 1\n\n', 'data: unfinished\n'), []);
});

test('One space after the colon belongs to the format, others to the value', () => {
  assert.equal(readAll('data:  x\n\n')[0].data, ' x');
  assert.equal(readAll('data\n\n')[0].data, '');
});
