import { isPossible } from '../routes.js';
import { diff } from './diff.js';

/**
 * The tracking page as a value, and the only function that changes it.
 *
 * phase: empty | loading | found | unknown | impossible | away | offline | timeout | failed
 * attempt: grows with every question to the API; an answer to an earlier one is dropped.
 * retries: how often this question was repeated by itself while the service was away.
 * versions: what is known of the order, newest first: { version, at, document, seen } — seen: it came while the page was open.
 * history: unasked | whole | locked | failed
 * live: off | connecting | live | lost | asleep | refused
 * news: what the last version that came live changed, or null.
 */
export const initial = Object.freeze({ phase: 'empty', uid: '', attempt: 0, retries: 0, versions: [], history: 'unasked', live: 'off', news: null });

/** Past this the page stops asking by itself: somebody who left the tab open shall not be a load. */
export const maxRetries = 8;

export function reduce(state, event) {
  switch (event.type) {
    case 'asked':
      return ask(state, event.uid.trim(), 0);
    case 'asked-again':
      return ask(state, state.uid, event.byItself ? state.retries + 1 : 0);
    case 'answered':
      return event.attempt === state.attempt && state.phase === 'loading' ? answer(state, event.answer) : state;
    case 'history-answered':
      return isCurrent(state, event) ? withHistory(state, event.answer) : state;
    case 'live-changed':
      return isCurrent(state, event) && state.live !== event.live ? { ...state, live: event.live } : state;
    case 'arrived':
      return isCurrent(state, event) && event.version > (state.version ?? 0) ? arrived(state, event) : state;
    default:
      return state;
  }
}

/** Whether the page asks again by itself, after `retryAfter` seconds. */
export function retriesByItself(state) {
  return state.phase === 'away' && state.retries < maxRetries;
}

function isCurrent(state, { attempt }) {
  return attempt === state.attempt && state.phase === 'found';
}

function ask(state, uid, retries) {
  const attempt = state.attempt + 1;
  if (uid === '') {
    return { ...initial, attempt };
  }
  return { ...initial, phase: isPossible(uid) ? 'loading' : 'impossible', uid, attempt, retries };
}

function answer({ uid, attempt, retries }, { kind, ...content }) {
  const next = { ...initial, phase: kind, uid, attempt, retries, ...content };
  return kind === 'found' && content.version ? { ...next, versions: [{ version: content.version, document: content.order }] } : next;
}

function withHistory(state, { kind, versions = [] }) {
  return { ...state, history: kind, versions: merge(state.versions, versions) };
}

function arrived(state, { version, order, at, masked }) {
  return {
    ...state,
    order,
    version,
    masked,
    cache: null,
    versions: merge(state.versions, [{ version, at, document: order, seen: true }]),
    news: diff(state.order, order),
  };
}

// A version is the same wherever it is heard of; what the history says of its time is better than when it was seen here.
function merge(versions, more) {
  const all = new Map(versions.map((entry) => [entry.version, entry]));
  for (const entry of more) {
    const known = all.get(entry.version);
    all.set(entry.version, known === undefined || known.seen || known.at === undefined ? { ...known, seen: false, ...entry } : known);
  }
  return [...all.values()].sort((one, other) => other.version - one.version);
}
