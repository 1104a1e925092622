import { findOrder } from './api.js';
import { announce } from './components/announcer.js';
import { noticeView } from './components/notice.js';
import { loadingView, orderView } from './components/order.js';
import { initial, reduce, retriesByItself } from './state.js';
import { fromAddress, toAddress } from './uid.js';

const page = document.getElementById('page');
const form = document.getElementById('search');
const field = document.getElementById('uid');
const result = document.getElementById('result');

let state = initial;
let question = new AbortController();
let retryTimer;

/** Every change goes through here: the event becomes a state, the state a view, and what the state asks for is started. */
function dispatch(event) {
  const before = state;
  state = reduce(before, event);
  if (state === before) {
    return;
  }
  clearTimeout(retryTimer);
  if (state.attempt !== before.attempt) {
    question.abort();
  }
  render();
  if (state.phase === 'loading') {
    ask(state);
  }
  if (retriesByItself(state)) {
    retryTimer = setTimeout(() => dispatch({ type: 'asked-again', byItself: true }), state.retryAfter * 1000);
  }
}

async function ask({ uid, attempt }) {
  question = new AbortController();
  const { signal } = question;
  try {
    const answer = await findOrder(uid, { signal });
    dispatch({ type: 'answered', attempt, answer });
  } catch (error) {
    // An abort is a newer question's doing.
    if (!signal.aborted) {
      throw error;
    }
  }
}

function render() {
  page.dataset.phase = state.phase;
  document.title = state.uid === '' ? 'Найти заказ' : `Заказ ${state.uid}`;
  field.setAttribute('aria-invalid', String(state.phase === 'impossible'));
  result.setAttribute('aria-busy', String(state.phase === 'loading'));
  result.replaceChildren(...view());
  announce(state);
  if (state.phase === 'found') {
    result.querySelector('h2')?.focus({ preventScroll: true });
  } else if (state.phase === 'impossible' || state.phase === 'unknown') {
    field.select();
  }
}

function view() {
  switch (state.phase) {
    case 'empty': return [];
    case 'loading': return [loadingView()];
    case 'found': return [orderView(state)];
    default: return [noticeView(state, () => dispatch({ type: 'asked-again' }))];
  }
}

function showAddress() {
  const uid = fromAddress(location);
  field.value = uid;
  dispatch({ type: 'asked', uid });
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const uid = field.value.trim();
  const address = toAddress(uid);
  if (address !== location.pathname + location.search) {
    history.pushState(null, '', address);
  }
  dispatch({ type: 'asked', uid });
});

addEventListener('popstate', showAddress);

// ?uid= is a way in; the address that stays is the one to share.
history.replaceState(null, '', toAddress(fromAddress(location)));
showAddress();
