import { listDeadLetters, needsKey, replayMany, replayOne } from '../../asking/operators.js';
import { unlessLeft } from '../../asking/ask.js';
import { el, region } from '../../dom.js';
import { words } from '../../language/current.js';
import { addressOf } from '../../routes.js';
import { notice, troubleNotice } from '../../shell/notice.js';
import { batchView } from './batch.js';
import { letterView } from './letter.js';
import { acceptable, idOf, initial, reduce } from './state.js';

const rows = 20;
const reasons = ['json_unmarshal_error', 'validation_error', 'db_save_error'];

/** The messages that were rejected: why, where, and what can be done about it. */
export function openDeadLetters({ route, session, setTitle, signInFirst }) {
  const { letters } = words;
  let state = initial;
  let shown = [];
  let question = new AbortController();

  setTitle(letters.title);
  const list = el('div', { class: 'letters', 'aria-busy': 'true' });
  const bar = region(el('div', { class: 'card batch', hidden: true }), (facts) => batchView(facts, {
    selectAll: () => dispatch({ type: 'selected', on: true, ids: state.items.map(idOf) }),
    clear: () => dispatch({ type: 'selected', on: false, ids: state.selected }),
    dryRun: () => sendMany(state.items.filter((letter) => state.selected.includes(idOf(letter))), true),
    replay: () => sendMany(acceptable(state), false),
  }));

  function dispatch(event) {
    const before = state;
    state = reduce(before, event);
    if (state.items !== before.items || state.phase !== before.phase) {
      drawList();
    }
    for (const letter of shown) {
      letter.show(state.selected.includes(letter.id), state.outcomes[letter.id]);
    }
    bar.element.hidden = state.items.length === 0;
    bar.show({ selected: state.selected.length, total: state.items.length, batch: state.batch, accepted: acceptable(state).length });
  }

  async function load() {
    question.abort();
    question = new AbortController();
    const { signal } = question;
    list.setAttribute('aria-busy', 'true');
    const answer = await unlessLeft(signal, () => listDeadLetters({ reason: route.reason, cursor: route.cursor, limit: rows }, { key: session.key, signal }));
    dispatchAnswer({ type: 'answered', answer });
    list.setAttribute('aria-busy', 'false');
  }

  async function sendOne(letter, body, isTrial) {
    const { signal } = question;
    const answer = await unlessLeft(signal, () => replayOne(letter, body, isTrial, { key: session.key, signal }));
    dispatchAnswer({ type: 'one-answered', id: idOf(letter), answer });
  }

  async function sendMany(messages, dryRun) {
    const { signal } = question;
    dispatch({ type: 'batch-started', dryRun });
    const answer = await unlessLeft(signal, () => replayMany(messages, dryRun, { key: session.key, signal }));
    dispatchAnswer({ type: 'batch-answered', dryRun, answer });
  }

  function dispatchAnswer(event) {
    if (event.answer !== null && needsKey(event.answer)) {
      signInFirst();
    } else if (event.answer !== null) {
      dispatch(event);
    }
  }

  function drawList() {
    shown = state.items.map((letter) => letterView(letter, {
      select: (on) => dispatch({ type: 'selected', on, ids: [idOf(letter)] }),
      send: (body, isTrial) => sendOne(letter, body, isTrial),
    }));
    list.replaceChildren(...content());
  }

  function content() {
    if (state.phase === 'trouble') {
      return [troubleNotice(state.trouble, load)];
    }
    if (state.items.length === 0) {
      return [notice({ picture: 'done', title: letters.none, text: letters.noneText })];
    }
    const older = state.next !== null && el('a', { class: 'button', href: addressOf('dead-letters', { reason: route.reason, cursor: state.next }) }, words.orders.older);
    const newest = route.cursor !== '' && el('a', { class: 'button', href: addressOf('dead-letters', { reason: route.reason }) }, words.orders.newest);
    return [...shown.map(({ element }) => element), el('nav', { class: 'pages', 'aria-label': words.orders.pages }, newest, older)];
  }

  function filter() {
    return el('div', { class: 'filter' },
      el('nav', { class: 'tabs', 'aria-label': letters.reason }, ...['', ...reasons].map((reason) => el('a', {
        class: 'tab', href: addressOf('dead-letters', { reason }), 'aria-current': reason === route.reason ? 'page' : null,
      }, reason === '' ? letters.all : letters.reasons[reason]))),
      el('button', { class: 'button', type: 'button', onclick: load }, letters.refresh));
  }

  load();
  return {
    element: el('section', { class: 'view' },
      el('header', { class: 'view-head' },
        el('div', {}, el('h1', { class: 'view-title', tabindex: '-1' }, letters.title), el('p', { class: 'view-lead' }, letters.lead))),
      filter(), bar.element, list),
    close: () => question.abort(),
  };
}
