import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow, pauseAfter } from '../live/follow.js';

/** A server whose streams the test holds in its hand, and timers that go when the test says so. */
function stage(answers = []) {
  const requests = [];
  const timers = new Map();
  const statuses = [];
  const events = [];
  let next = 1;
  const fetch = (path, { headers, signal }) => {
    const answer = answers[requests.length] ?? {};
    let stream;
    const body = new ReadableStream({ start: (controller) => { stream = controller; } });
    signal.addEventListener('abort', () => { try { stream.error(signal.reason); } catch { /* closed already */ } });
    requests.push({ path, headers, signal, say: (text) => stream.enqueue(new TextEncoder().encode(text)), end: () => stream.close(), fail: () => stream.error(new TypeError('gone')) });
    return answer.error ? Promise.reject(answer.error) : Promise.resolve(new Response(answer.status === 204 ? null : body, { status: answer.status ?? 200, headers: answer.headers }));
  };
  const stream = follow('/events', {
    headers: () => ({ 'x-api-key': 'k' }), lastEventId: '2', fetch, random: () => 1,
    onEvent: (event) => events.push(event), onStatus: (status) => statuses.push(status),
    setTimer: (work, wait) => { timers.set(next, { work, wait }); return next++; }, clearTimer: (id) => timers.delete(id),
  });
  return { stream, requests, timers, statuses, events, run: (wait) => { for (const [id, timer] of timers) { if (timer.wait === wait) { timers.delete(id); timer.work(); return; } } assert.fail(`no timer of ${wait}`); } };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('It asks with the key and from the last event on, and passes events on', async () => {
  const { stream, requests, events, statuses } = stage();
  stream.wake();
  await settled();
  requests[0].say('event: order\nid: 3\ndata: x\n\n');
  await settled();
  assert.deepEqual(requests[0].headers, { accept: 'text/event-stream', 'x-api-key': 'k', 'last-event-id': '2' });
  assert.deepEqual(events, [{ type: 'order', id: '3', data: 'x' }]);
  assert.deepEqual(statuses, ['connecting', 'live']);
  stream.stop();
});

test('A connection that ends is taken up again where it was, after a growing pause', async () => {
  const { stream, requests, statuses, run } = stage([{}, { status: 503 }, { error: new TypeError('offline') }]);
  stream.wake();
  await settled();
  requests[0].say('id: 5\ndata: x\n\n');
  await settled();
  requests[0].end();
  await settled();
  run(1000);
  await settled();
  assert.equal(requests[1].headers['last-event-id'], '5');
  run(2000);
  await settled();
  run(4000);
  await settled();
  assert.equal(requests.length, 4);
  requests[3].say(': heartbeat\n\n');
  await settled();
  requests[3].end();
  await settled();
  run(1000);
  await settled();
  assert.equal(requests.length, 5);
  assert.deepEqual(statuses, ['connecting', 'live', 'lost', 'connecting', 'lost', 'connecting', 'lost', 'connecting', 'live', 'lost', 'connecting', 'live']);
  stream.stop();
});

test('A connection that is cut is taken up again', async () => {
  const { stream, requests, run } = stage();
  stream.wake();
  await settled();
  requests[0].fail();
  await settled();
  run(1000);
  await settled();
  assert.equal(requests.length, 2);
  stream.stop();
});

test('A service that asks to wait is not asked before', async () => {
  const { stream, run, requests } = stage([{ status: 429, headers: { 'retry-after': '9' } }]);
  stream.wake();
  await settled();
  run(9000);
  await settled();
  assert.equal(requests.length, 2);
  stream.stop();
});

test('Whoever is refused does not ask again', async () => {
  for (const status of [400, 401, 404, 204]) {
    const { stream, statuses, timers } = stage([{ status }]);
    stream.wake();
    await settled();
    assert.equal(statuses.at(-1), 'refused');
    assert.equal(timers.size, 0);
    stream.wake();
    assert.equal(statuses.at(-1), 'refused');
  }
});

test('Asleep it has no connection and no timer; awake it goes on from the last event', async () => {
  const { stream, requests, statuses, timers } = stage();
  stream.wake();
  await settled();
  requests[0].say('id: 7\ndata: x\n\n');
  await settled();
  stream.sleep();
  await settled();
  assert.ok(requests[0].signal.aborted);
  assert.equal(timers.size, 0);
  assert.equal(statuses.at(-1), 'asleep');
  stream.wake();
  await settled();
  assert.equal(requests[1].headers['last-event-id'], '7');
  stream.stop();
});

test('Silence for longer than three heartbeats is a lost connection', async () => {
  const { stream, statuses, run } = stage();
  stream.wake();
  await settled();
  run(45_000);
  await settled();
  assert.equal(statuses.at(-1), 'lost');
  stream.stop();
});

test('When the network is back the pause is over', async () => {
  const { stream, requests } = stage([{ error: new TypeError('offline') }]);
  stream.wake();
  await settled();
  stream.hurry();
  await settled();
  assert.equal(requests.length, 2);
  stream.stop();
});

test('After stop nothing happens any more', async () => {
  const { stream, requests, statuses, timers } = stage();
  stream.wake();
  await settled();
  const before = statuses.length;
  stream.stop();
  stream.wake();
  stream.hurry();
  await settled();
  assert.deepEqual([requests.length, statuses.length, timers.size], [1, before, 0]);
});

test('Pauses grow to half a minute and differ from reader to reader', () => {
  assert.deepEqual([1, 2, 3, 6, 60].map((failures) => pauseAfter(failures, () => 1)), [1000, 2000, 4000, 30_000, 30_000]);
  assert.equal(pauseAfter(1, () => 0), 500);
});
