import { asLine } from './changes.js';
import { retriesByItself } from './state.js';

const spoken = 3;

/** What to say about the step from one state to the next, or null when there is nothing to say. Pure. */
export function announcement(before, state, speech) {
  const { words } = speech;
  if (state.phase === 'found' && before.phase === 'found') {
    return state.version === before.version ? null : update(state, speech);
  }
  if (state.phase === before.phase && state.attempt === before.attempt) {
    return null;
  }
  switch (state.phase) {
    case 'loading': return words.ask.searching;
    case 'found': return words.order.found(state.uid, list(state.order.items).length);
    case 'unknown': return `${words.ask.unknown}: ${state.uid}.`;
    case 'impossible': return `${words.ask.impossible}.`;
    case 'away': return retriesByItself(state) ? `${words.ask.away}. ${words.ask.willRepeat(state.retryAfter)}` : `${words.ask.away}.`;
    case 'offline': return `${words.ask.offline}.`;
    case 'timeout': return `${words.ask.timeout}.`;
    case 'failed': return `${words.ask.failed}.`;
    default: return '';
  }
}

function update({ news, order }, speech) {
  const { live } = speech.words;
  if (news.length === 0) {
    return live.updatedHidden;
  }
  const lines = news.slice(0, spoken).map((change) => `${asLine(change, order, speech)}.`);
  const more = news.length > spoken ? live.andMore(news.length - spoken) : '';
  return [live.updated(news.length), ...lines, more].join(' ').trim();
}

function list(items) {
  return Array.isArray(items) ? items : [];
}
