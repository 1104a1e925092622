import { isPossible } from './uid.js';

/**
 * The page as a value, and the only function that changes it.
 *
 * phase: empty | loading | found | unknown | impossible | away | offline | timeout | failed
 * attempt: grows with every question to the API; an answer to an earlier one is dropped.
 * retries: how often this question was repeated by itself while the service was away.
 */
export const initial = Object.freeze({ phase: 'empty', uid: '', attempt: 0, retries: 0 });

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
    default:
      return state;
  }
}

/** Whether the page asks again by itself, after `retryAfter` seconds. */
export function retriesByItself(state) {
  return state.phase === 'away' && state.retries < maxRetries;
}

function ask(state, uid, retries) {
  const attempt = state.attempt + 1;
  if (uid === '') {
    return { ...initial, attempt };
  }
  return { phase: isPossible(uid) ? 'loading' : 'impossible', uid, attempt, retries };
}

function answer({ uid, attempt, retries }, { kind, ...content }) {
  return { phase: kind, uid, attempt, retries, ...content };
}
