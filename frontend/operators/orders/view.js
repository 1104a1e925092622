import { needsKey } from '../../asking/operators.js';
import { listOrders } from '../../asking/orders.js';
import { unlessLeft } from '../../asking/ask.js';
import { el, region } from '../../dom.js';
import { words } from '../../language/current.js';
import { poll } from '../../live/poll.js';
import { addressOf } from '../../routes.js';
import { notice, troubleNotice, troubleText } from '../../shell/notice.js';
import { filterForm } from './filter.js';
import { initial, reduce } from './state.js';
import { ordersTable } from './table.js';

const rows = 20;
const everySeconds = 3;

/** The newest orders, or one page of older ones. Only the newest page moves by itself. */
export function openOrders({ route, session, navigate, announce, setTitle, signInFirst }) {
  const { orders } = words;
  const { customer_id, track_number, cursor } = route;
  const isNewest = cursor === '';
  const isFiltered = customer_id !== '' || track_number !== '';
  let state = initial;
  let isLive = isNewest;
  let polling;
  const question = new AbortController();

  setTitle(orders.title);
  const list = region(el('div', { class: 'orders-list', 'aria-busy': 'true' }), listView);
  const trouble = el('p', { class: 'form-error', role: 'status' });

  async function refresh() {
    if (state.phase === 'shown' && !isLive) {
      return everySeconds;
    }
    const answer = await unlessLeft(question.signal, (signal) =>
      listOrders({ customer_id, track_number, cursor, limit: rows }, { key: session.key, signal }));
    if (answer === null) {
      return everySeconds;
    }
    if (needsKey(answer)) {
      signInFirst();
      return everySeconds;
    }
    state = reduce(state, answer);
    draw();
    return answer.retryAfter ?? everySeconds;
  }

  function draw() {
    list.element.setAttribute('aria-busy', 'false');
    list.show(state.phase, state.items, state.next, state.fresh, state.phase === 'trouble' ? state.trouble.kind : '');
    trouble.textContent = state.phase === 'shown' && state.trouble !== null ? troubleText(state.trouble) : '';
    if (state.fresh.length > 0) {
      announce(orders.arrived(state.fresh.length));
    }
  }

  function listView(phase, items, next, fresh) {
    if (phase === 'trouble') {
      return state.trouble.kind === 'refused' && state.trouble.status === 400 && !isNewest
        ? notice({ tone: 'warn', picture: 'clock', title: orders.badCursor, text: '', actions: [el('a', { class: 'button', href: newest() }, orders.newest)] })
        : troubleNotice(state.trouble, polling.now, { byItself: state.trouble.retryAfter ?? null });
    }
    if (items.length === 0) {
      return notice({ picture: 'box', title: orders.none, text: isFiltered ? orders.noneFiltered : orders.noneText });
    }
    return [ordersTable(items, new Set(fresh)), el('nav', { class: 'pages', 'aria-label': orders.pages },
      !isNewest && el('a', { class: 'button', href: newest() }, orders.newest),
      next !== null && el('a', { class: 'button', href: addressOf('orders', { customer_id, track_number, cursor: next }) }, orders.older))];
  }

  function newest() {
    return addressOf('orders', { customer_id, track_number });
  }

  function liveSwitch() {
    const box = el('input', { type: 'checkbox', id: 'live', class: 'switch', role: 'switch', checked: true });
    box.addEventListener('change', () => {
      isLive = box.checked;
      polling.now();
    });
    return el('label', { class: 'switch-label', for: 'live' }, box, orders.live);
  }

  polling = poll(refresh);
  return {
    element: el('section', { class: 'view' },
      el('header', { class: 'view-head' }, el('h1', { class: 'view-title', tabindex: '-1' }, orders.title), isNewest && liveSwitch()),
      filterForm({ customer_id, track_number }, (filter) => navigate(addressOf('orders', filter))),
      trouble, list.element),
    close() {
      question.abort();
      polling.stop();
    },
  };
}
