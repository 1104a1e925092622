import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poll } from '../live/poll.js';

function stage(work) {
  const page = new EventTarget();
  page.hidden = false;
  const timers = [];
  const polling = poll(work, { page, setTimer: (next, wait) => { timers.push({ next, wait }); return timers.length; }, clearTimer: () => {} });
  return { page, timers, polling, show: (seen) => { page.hidden = !seen; page.dispatchEvent(new Event('visibilitychange')); } };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('The work says when it comes again', async () => {
  let done = 0;
  const { timers } = stage(async () => { done++; return 3; });
  await settled();
  assert.deepEqual([done, timers.map(({ wait }) => wait)], [1, [3000]]);
  timers[0].next();
  await settled();
  assert.equal(done, 2);
});

test('Nothing is done while nobody looks, and at once when somebody does', async () => {
  let done = 0;
  const { show, timers } = stage(async () => { done++; return 3; });
  await settled();
  show(false);
  timers[0].next();
  await settled();
  assert.equal(done, 1);
  show(true);
  await settled();
  assert.equal(done, 2);
});

test('The work is never done twice at the same time, nor after stop', async () => {
  let running = 0;
  let finish;
  const { polling } = stage(() => { running++; return new Promise((resolve) => { finish = () => resolve(1); }); });
  polling.now();
  assert.equal(running, 1);
  finish();
  await settled();
  polling.stop();
  polling.now();
  await settled();
  assert.equal(running, 1);
});
