import { openStart } from './home/view.js';
import { choose } from './language/choose.js';
import { language, speak, words } from './language/current.js';
import { addressOf, addressOfOrder, routeOf, withLanguage } from './routes.js';
import { openSession } from './session.js';
import { announce } from './shell/announcer.js';
import { headerView } from './shell/header.js';
import { openNothing } from './shell/nothing.js';
import { troubleNotice } from './shell/notice.js';
import { showTheme } from './shell/theme.js';
import { openOrder } from './tracking/view.js';

const languageKept = 'orders.language';
const header = document.getElementById('header');
const page = document.getElementById('page');
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

/** Shows what the address asks for. The focus follows, so that a keyboard and a screen reader are where the eye is. */
async function show({ isFirst = false } = {}) {
  const turn = ++opening;
  route = routeOf(location);
  const open = await views[route.view]().catch(notLoaded);
  if (turn !== opening) {
    return;
  }
  view?.close();
  view = open({ route, session, navigate, announce, setTitle, signInFirst });
  page.dataset.view = route.view;
  page.replaceChildren(view.element);
  drawHeader();
  if (!isFirst) {
    scrollTo(0, 0);
    (view.focus ?? page.querySelector('h1') ?? page).focus({ preventScroll: true });
  } else {
    view.focus?.focus();
  }
}

/** A view whose files did not come. Browsers remember that a module failed, so only loading the page anew helps. */
function notLoaded(error) {
  if (!(error instanceof TypeError)) {
    throw error;
  }
  return () => ({
    element: troubleNotice({ kind: 'offline' }, () => location.reload(), { heading: 'h1' }),
    close() {},
  });
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
  navigate(addressOf('sign-in', { next: withLanguage(location.pathname + location.search, null) }), { replace: true });
}

function chooseLanguage(code) {
  localStorage.setItem(languageKept, code);
  history.replaceState(null, '', withLanguage(location.pathname + location.search, null));
  becomeLanguage(code);
  show({ isFirst: true });
  document.getElementById(`language-${code}`)?.focus();
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

function setTitle(title) {
  document.title = title;
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
show({ isFirst: true });
