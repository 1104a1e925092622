import { eventsPath, findHistory, findOrder, listOrders } from '../asking/orders.js';
import { unlessLeft } from '../asking/ask.js';
import { el } from '../dom.js';
import { searchForm } from '../home/search.js';
import * as speech from '../language/current.js';
import { addressOf, addressOfOrder } from '../routes.js';
import { announcement } from './announcement.js';
import { liveOrder } from './live-order.js';
import { loadingView, orderView } from './order.js';
import { orderNotice } from './notice.js';
import { initial, reduce, retriesByItself } from './state.js';

/** The tracking page of one order: asks for it, shows it and follows it. */
export function openOrder({ route, session, navigate, announce, setTitle }) {
  const { words } = speech;
  const search = searchForm({ text: route.uid, operator: session.state.operator, find: (text) => navigate(addressOfOrder(text), { again: true }) });
  const result = el('section', { class: 'result', id: 'result', 'aria-label': words.order.eyebrow });
  let state = initial;
  let question = new AbortController();
  let retryTimer;
  let shown = null;
  let live = null;

  setTitle(words.order.page(route.uid));

  /** Every change goes through here: the event becomes a state, the state a view, and what the state asks for is started. */
  function dispatch(event) {
    const before = state;
    state = reduce(before, event);
    if (state === before) {
      return;
    }
    if (state.attempt !== before.attempt) {
      question.abort();
      live?.stop();
    }
    if (state.phase !== before.phase || state.attempt !== before.attempt) {
      clearTimeout(retryTimer);
      begin(state);
    }
    render(before);
  }

  function begin({ phase, attempt, retryAfter }) {
    if (phase === 'loading') {
      asked(attempt);
    } else if (phase === 'found') {
      live = liveOrder(eventsPath(state.uid), { key: session.key, version: state.version, dispatch: (event) => dispatch({ ...event, attempt }) });
      askHistory();
    } else if (retriesByItself(state)) {
      retryTimer = setTimeout(() => dispatch({ type: 'asked-again', byItself: true }), retryAfter * 1000);
    }
  }

  async function asked(attempt) {
    question = new AbortController();
    const { signal } = question;
    const answer = await unlessLeft(signal, () => findOrder(state.uid, { key: session.key, signal }));
    if (answer?.kind === 'unknown' && session.state.operator && await foundByTrack(signal)) {
      return;
    }
    if (answer) {
      dispatch({ type: 'answered', attempt, answer });
    }
  }

  // What is no order number may be a track number, but only operators may look for one.
  async function foundByTrack(signal) {
    const answer = await unlessLeft(signal, () => listOrders({ track_number: state.uid, limit: 2 }, { key: session.key, signal }));
    const orders = answer?.kind === 'ok' ? answer.body.items : [];
    if (orders.length === 0) {
      return signal.aborted;
    }
    const address = orders.length === 1 ? addressOfOrder(orders[0].order_uid) : addressOf('orders', { track_number: state.uid });
    navigate(address, { replace: true });
    return true;
  }

  // Only operators get the history. Who that is, the gateway may still have to say; a key that is kept is worth a try.
  async function askHistory() {
    const { attempt, uid } = state;
    const { signal } = question;
    if (session.state.operator || (!session.state.known && session.key !== null)) {
      const answer = await unlessLeft(signal, () => findHistory(uid, { key: session.key, signal }));
      if (answer !== null) {
        dispatch({ type: 'history-answered', attempt, answer });
      }
    } else if (session.state.known) {
      dispatch({ type: 'history-answered', attempt, answer: { kind: 'locked' } });
    }
  }

  function render(before) {
    result.setAttribute('aria-busy', String(state.phase === 'loading'));
    search.markInvalid(state.phase === 'impossible');
    if (state.phase === 'found') {
      showOrder(before);
    } else if (state.phase !== before.phase || state.attempt !== before.attempt) {
      shown = null;
      result.replaceChildren(...others());
    }
    const text = announcement(before, state, speech);
    if (text !== null) {
      announce(text);
    }
    if (state.phase !== before.phase && (state.phase === 'impossible' || state.phase === 'unknown')) {
      search.field.select();
    }
  }

  function showOrder(before) {
    if (shown === null) {
      shown = orderView();
      result.replaceChildren(shown.element);
    }
    shown.show(state, session.state);
    if (before.phase !== 'found') {
      result.querySelector('h1').focus({ preventScroll: true });
    } else if (state.version !== before.version) {
      shown.highlight(state.news);
      if (state.history === 'whole') {
        askHistory();
      }
    }
  }

  function others() {
    return state.phase === 'loading' ? [loadingView()] : [orderNotice(state, () => dispatch({ type: 'asked-again' }))];
  }

  function sessionChanged() {
    search.offer(session.state.operator);
    shown?.show(state, session.state);
    if (state.phase === 'found' && state.history !== 'whole') {
      askHistory();
    }
  }

  queueMicrotask(() => dispatch({ type: 'asked', uid: route.uid }));
  return {
    element: el('div', { class: 'tracking' }, search.element, result),
    sessionChanged,
    close() {
      question.abort();
      clearTimeout(retryTimer);
      live?.stop();
    },
  };
}
