import { openNothing, openStart } from './home/view.js';
import { choose, language, speak, words } from './language/current.js';
import { addressOf, addressOfOrder, routeOf, withLanguage } from './routes.js';
import { openSession } from './session.js';
import { headerView } from './shell/header.js';
import { troubleNotice } from './shell/notice.js';
import { showTheme } from './shell/theme.js';
import { openOrder } from './tracking/view.js';

const languageKept = 'orders.language';
const header = document.getElementById('header');
const page = document.getElementById('page');
const announcer = document.getElementById('announcer');
const skip = document.getElementById('skip');

// The operators' part comes only when it is wanted, so that tracking an order does not wait for it.
const views = {
  start: async () => openStart,
  order: async () => openOrder,
  orders: async () => (await import('./operators/orders/view.js')).openOrders,
  'dead-letters': async () => (await import('./operators/dead-letters/view.js')).openDeadLetters,
  operations: async () => (await import('./operators/operations/view.js')).openOperations,
  'sign-in': async () => (await import('./operators/sign-in.js')).openSignIn,
  nothing: async () => openNothing,
};

let route = routeOf(location);
let view = null;
let opening = 0;

const session = openSession(() => {
  drawHeader();
  view?.sessionChanged?.();
});

/**
 * Shows what the address asks for. The focus follows, so that a keyboard and a screen reader are where the eye is: `arrived` after a step,
 * `opened` when the page has just come, `stayed` when the same is shown again.
 */
async function show(reader = 'arrived') {
  const turn = ++opening;
  route = routeOf(location);
  const open = await views[route.view]().catch(notLoaded);
  if (turn !== opening) {
    return;
  }
  view?.close();
  view = open({ route, session, navigate, announce, setTitle: (title) => { document.title = title; }, signInFirst });
  page.dataset.view = route.view;
  page.replaceChildren(view.element);
  drawHeader();
  if (reader === 'arrived') {
    scrollTo(0, 0);
    (view.focus ?? page.querySelector('h1') ?? page).focus({ preventScroll: true });
  } else if (reader === 'opened') {
    view.focus?.focus();
  }
}

// Browsers remember that a module did not come, so only loading the page anew helps.
function notLoaded(error) {
  if (!(error instanceof TypeError)) {
    throw error;
  }
  return () => ({ element: troubleNotice({ kind: 'offline' }, () => location.reload(), { heading: 'h1' }), close() {} });
}

/** Goes to an address of this page. `replace`: without a step back; `again`: also when it is the present one. */
function navigate(address, { replace = false, again = false } = {}) {
  const spoken = new URLSearchParams(location.search).has('lang') ? language : null;
  const target = withLanguage(address, spoken);
  if (target === location.pathname + location.search && !again) {
    return;
  }
  history[replace || target === location.pathname + location.search ? 'replaceState' : 'pushState'](null, '', target);
  show();
}

/** Where a view sends whoever may not see it; the present address is where they come back to. */
function signInFirst() {
  session.refresh();
  navigate(addressOf('sign-in', { next: withLanguage(location.pathname + location.search, null) }), { replace: true });
}

function chooseLanguage(code) {
  localStorage.setItem(languageKept, code);
  history.replaceState(null, '', withLanguage(location.pathname + location.search, null));
  becomeLanguage(code);
  show('stayed');
}

function signOut() {
  session.signOut();
  announce(words.shell.signedOut);
  navigate('/');
}

function becomeLanguage(code) {
  speak(code);
  document.documentElement.lang = code;
  skip.textContent = words.shell.skip;
}

/** Says to a screen reader what sighted readers see change. */
function announce(sentence) {
  announcer.textContent = sentence;
}

function drawHeader() {
  const focused = header.contains(document.activeElement) ? document.activeElement.id : '';
  header.replaceChildren(...headerView({ session, route, chooseLanguage, signOut }));
  if (focused !== '') {
    document.getElementById(focused)?.focus();
  }
}

// Links within the page do not load it anew; whoever holds a key that opens another tab gets it.
addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="/"]');
  if (link && event.button === 0 && !event.defaultPrevented && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
    event.preventDefault();
    navigate(link.getAttribute('href'));
  }
});
skip.addEventListener('click', (event) => {
  event.preventDefault();
  page.focus();
});
addEventListener('popstate', () => {
  becomeLanguage(spokenLanguage());
  show();
});

function spokenLanguage() {
  return choose({ search: location.search, chosen: localStorage.getItem(languageKept), preferred: navigator.languages });
}

showTheme();
becomeLanguage(spokenLanguage());
// ?uid= is a way in; the address that stays is the one to share.
if (route.view === 'order') {
  history.replaceState(null, '', withLanguage(addressOfOrder(route.uid), new URLSearchParams(location.search).get('lang')));
}
session.refresh();
show('opened');
