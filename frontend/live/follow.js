import { retryAfterSeconds } from '../asking/ask.js';
import { sseReader } from './sse.js';

// The service sends something every 15 s; three times that in silence is a connection that died without a word.
const silence = 45_000;
const firstPause = 1_000;
const longestPause = 30_000;

/**
 * Follows a stream of events until `stop`: connects again when the connection is lost, with growing pauses and from the last event on.
 *   headers()            what every request sends
 *   onEvent(event, headers of the answer)
 *   onStatus(status)     'connecting' | 'live' | 'lost' | 'asleep' | 'refused'
 * `sleep` lets go of the connection and `wake` takes it up again; `hurry` ends a pause, when the network is back.
 */
export function follow(path, { headers, lastEventId = '', onEvent, onStatus, fetch = globalThis.fetch, random = Math.random, setTimer = setTimeout, clearTimer = clearTimeout }) {
  let last = lastEventId;
  let failures = 0;
  let connection = null;
  let awake = false;
  let stopped = false;
  let pause;
  let patience;

  function wake() {
    if (!awake && !stopped) {
      awake = true;
      connect();
    }
  }

  function sleep() {
    letGo();
    if (!stopped) {
      onStatus('asleep');
    }
  }

  function stop() {
    stopped = true;
    letGo();
  }

  function hurry() {
    if (awake && pause !== undefined) {
      connect();
    }
  }

  function letGo() {
    awake = false;
    clearTimer(pause);
    clearTimer(patience);
    pause = undefined;
    connection?.abort();
    connection = null;
  }

  async function connect() {
    clearTimer(pause);
    pause = undefined;
    const mine = new AbortController();
    connection = mine;
    onStatus('connecting');
    let wait = null;
    try {
      wait = await listen(mine);
    } catch (error) {
      // TypeError: the network; AbortError: ours, when the stream fell silent or nobody looks any more.
      if (!(error instanceof TypeError) && error.name !== 'AbortError') {
        throw error;
      }
    } finally {
      clearTimer(patience);
    }
    if (connection === mine) {
      later(wait);
    }
  }

  // Gives how long the service asks to wait, or null; 'never' when asking again is of no use.
  async function listen({ signal }) {
    watch();
    const response = await fetch(path, { headers: requestHeaders(), signal, cache: 'no-store' });
    if (!response.ok) {
      if (response.status === 429 || response.status >= 500) {
        return response.headers.has('retry-after') ? retryAfterSeconds(response.headers.get('retry-after')) * 1000 : null;
      }
      return 'never';
    }
    if (response.status === 204) {
      return 'never';
    }
    onStatus('live');
    const decoder = new TextDecoder();
    const read = sseReader((event) => {
      last = event.id;
      onEvent(event, response.headers);
    });
    const reader = response.body.getReader();
    for (;;) {
      watch();
      const { done, value } = await reader.read();
      if (done || signal.aborted) {
        return null;
      }
      failures = 0;
      read(decoder.decode(value, { stream: true }));
    }
  }

  function watch() {
    clearTimer(patience);
    patience = setTimer(() => connection?.abort(), silence);
  }

  function later(wait) {
    if (wait === 'never') {
      connection = null;
      awake = false;
      stopped = true;
      onStatus('refused');
      return;
    }
    failures += 1;
    onStatus('lost');
    pause = setTimer(connect, Math.max(wait ?? 0, pauseAfter(failures, random)));
  }

  function requestHeaders() {
    return { accept: 'text/event-stream', ...headers(), ...(last !== '' && { 'last-event-id': last }) };
  }

  return { wake, sleep, stop, hurry };
}

/** How long to wait before the next attempt, after so many failures: growing, and never the same for all who lost the same server. */
export function pauseAfter(failures, random = Math.random) {
  const full = Math.min(firstPause * 2 ** (failures - 1), longestPause);
  return Math.round(full * (0.5 + random() / 2));
}
