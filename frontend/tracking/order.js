import { data, el, holdFocused, icon, region } from '../dom.js';
import { deliveryService } from '../language/format.js';
import { format, words } from '../language/current.js';
import { copyLink } from './copy-link.js';
import { facts, field, moment, part, text } from './facts.js';
import { itemsView } from './items.js';
import { timelineView } from './timeline-view.js';
import { wayView } from './way.js';

/** One order, whole. `show` redraws what has changed, `highlight` points to it. The heading takes the focus when it appears. */
export function orderView() {
  const badge = region(el('div', { class: 'live-place' }), liveBadge);
  const head = region(el('div', { class: 'summary-name' }), (uid) => [
    el('p', { class: 'eyebrow' }, words.order.eyebrow),
    el('h1', { class: 'summary-uid', id: 'order-title', tabindex: '-1' }, uid),
  ]);
  const way = region(el('div', { class: 'summary-way', 'data-field': 'way' }), wayView);
  const overview = region(el('div', { class: 'summary-facts' }), summaryFacts);
  const delivery = region(el('section', { class: 'card part delivery' }), deliveryPart);
  const payment = region(el('section', { class: 'card part payment' }), paymentPart);
  const items = region(el('section', { class: 'card part items' }), itemsView);
  const timeline = timelineView();
  const technical = technicalPart();

  const element = el('article', { class: 'order', 'aria-labelledby': 'order-title' },
    el('header', { class: 'card summary' },
      el('div', { class: 'summary-head' }, head.element, el('div', { class: 'summary-tools' }, badge.element, copyLink())),
      way.element,
      overview.element),
    el('div', { class: 'order-columns' }, delivery.element, payment.element),
    items.element,
    timeline.element,
    technical.element);

  return {
    element,
    show(state, reader) {
      const { order, masked } = state;
      const list = Array.isArray(order.items) ? order.items : [];
      const stay = holdFocused(element);
      head.show(order.order_uid);
      badge.show(state.live);
      way.show(list);
      overview.show(order);
      delivery.show(order.delivery ?? {}, order.customer_id, masked, reader.operator && reader.masked);
      payment.show(order.payment ?? {});
      items.show(list, order.payment?.currency ?? '');
      timeline.show(state.versions, state.history, masked, state.version);
      technical.show(order, state.version, state.cache);
      stay();
    },
    highlight(changes) {
      const changed = new Set(changes.map(({ path }) => path.join('.')));
      if (changes.some(({ path }) => path.at(-1) === 'status')) {
        changed.add('way');
      }
      for (const place of element.querySelectorAll('[data-field]')) {
        place.classList.toggle('changed', changed.has(place.dataset.field));
      }
    },
  };
}

/** The shape of an order while it is on its way; shown only when that takes a moment. */
export function loadingView() {
  return el('div', { class: 'order order-loading', 'aria-hidden': 'true' },
    el('div', { class: 'card bone bone-summary' }),
    el('div', { class: 'order-columns' }, el('div', { class: 'card bone bone-card' }), el('div', { class: 'card bone bone-card' })),
    el('div', { class: 'card bone bone-items' }));
}

// Whether the page follows the order. The announcer speaks of changes; that a connection comes and goes is for the eye.
function liveBadge(live) {
  return live === 'off' ? null : el('p', { class: `live live-${live}` }, el('span', { class: 'live-dot', 'aria-hidden': 'true' }), words.live[live]);
}

function summaryFacts(order) {
  const { order: say } = words;
  const list = Array.isArray(order.items) ? order.items : [];
  return facts('summary-list',
    [say.track, 'track_number', text(order.track_number, 'mono')],
    [say.created, 'date_created', moment(order.date_created)],
    [say.service, 'delivery_service', text(deliveryService(order.delivery_service))],
    [say.contents, 'payment.goods_total', say.contentsOf(list.length, format.money(order.payment?.goods_total, order.payment?.currency))]);
}

function deliveryPart(delivery, customer, masked, hiddenFromAll) {
  const { fields } = words;
  return part('truck', words.order.delivery,
    masked && el('p', { class: 'masked' }, icon('lock'), el('span', {}, hiddenFromAll ? words.order.maskedForAll : words.order.masked)),
    field('p', 'delivery.name', { class: 'person' }, text(delivery.name)),
    el('address', { class: 'address' },
      field('span', 'delivery.address', {}, text(delivery.address)), el('br'),
      field('span', 'delivery.city', {}, text(delivery.city)), ', ', field('span', 'delivery.zip', {}, text(delivery.zip)),
      delivery.region !== delivery.city && [el('br'), field('span', 'delivery.region', {}, text(delivery.region))]),
    facts('rows',
      [fields['delivery.phone'], 'delivery.phone', reachable('tel', delivery.phone, !masked && /^\+?\d{7,15}$/.test(delivery.phone))],
      [fields['delivery.email'], 'delivery.email', reachable('mailto', delivery.email, !masked && /^[^\s@<>]+@[^\s@<>]+$/.test(delivery.email))],
      [fields.customer_id, 'customer_id', text(customer, 'mono')]));
}

function paymentPart(payment) {
  const { fields } = words;
  const amount = (value) => format.money(value, payment.currency);
  return part('card', words.order.payment,
    field('p', 'payment.amount', { class: 'total' }, amount(payment.amount)),
    facts('rows rows-sums',
      [words.order.goods, 'payment.goods_total', amount(payment.goods_total)],
      [words.order.delivery, 'payment.delivery_cost', payment.delivery_cost === 0 ? words.order.free : amount(payment.delivery_cost)],
      payment.custom_fee !== 0 && [fields['payment.custom_fee'], 'payment.custom_fee', amount(payment.custom_fee)]),
    facts('rows',
      [fields['payment.payment_dt'], 'payment.payment_dt', moment(payment.payment_dt)],
      [fields['payment.bank'], 'payment.bank', text(payment.bank)],
      [fields['payment.provider'], 'payment.provider', text(payment.provider)],
      [fields['payment.transaction'], 'payment.transaction', text(payment.transaction, 'mono')]));
}

// The part that opens stays as it is; only what it says is drawn anew.
function technicalPart() {
  const origin = region(el('span', { class: 'technical-origin' }), (version, cache) =>
    [version && words.order.version(version), cache && (words.order.sources[cache] ?? cache)].filter(Boolean).join(' · '));
  const all = region(el('div', {}), (order, version, cache) => facts('technical-facts',
    ...['entry', 'locale', 'shardkey', 'oof_shard', 'sm_id', 'internal_signature'].map((name) => [words.fields[name], name, text(order[name])]),
    [words.fields['payment.request_id'], 'payment.request_id', text(order.payment?.request_id)],
    ['ETag', 'etag', version === null ? '—' : `"${version}"`],
    ['X-Cache', 'cache', cache ?? '—']));
  return {
    element: el('footer', { class: 'technical' },
      el('details', {}, el('summary', {}, words.order.technical, origin.element), all.element)),
    show(order, version, cache) {
      origin.show(version, cache);
      all.show(order, version, cache);
    },
  };
}

function reachable(scheme, value, isReachable) {
  return isReachable ? el('a', { href: `${scheme}:${value}` }, data(value)) : text(value);
}
