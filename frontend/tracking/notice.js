import { el, sentence } from '../dom.js';
import { words } from '../language/current.js';
import { notice, troubleNotice } from '../shell/notice.js';
import { retriesByItself } from './state.js';

const heading = 'h1';

/** What stands in place of an order. */
export function orderNotice(state, again) {
  const { ask } = words;
  switch (state.phase) {
    case 'unknown':
      return notice({ heading, picture: 'missing', title: ask.unknown, text: sentence(ask.unknownText, { uid: el('code', { class: 'uid' }, state.uid) }) });
    case 'impossible':
      return notice({ heading, tone: 'warn', picture: 'pencil', title: ask.impossible, text: ask.impossibleText });
    default:
      return troubleNotice({ ...state, kind: state.phase }, again, { byItself: retriesByItself(state) ? state.retryAfter : null, away: ask.awayText, heading });
  }
}
