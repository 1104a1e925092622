import { el } from '../dom.js';
import { deliveryService, items as itemCount, machineTime, money, time } from '../format.js';
import { orderStatus } from '../status.js';
import { copyLink } from './copy-link.js';
import { itemsView } from './items.js';

/** One order, whole. The heading takes the focus when it appears. */
export function orderView({ order, version, cache }) {
  return el('article', { class: 'order', 'aria-labelledby': 'order-title' },
    summary(order),
    el('div', { class: 'order-columns' }, delivery(order.delivery, order), payment(order.payment)),
    itemsView(order.items, order.payment.currency),
    technical(order, version, cache));
}

/** The shape of an order while it is on its way; shown only when that takes a moment. */
export function loadingView() {
  return el('div', { class: 'order order-loading', 'aria-hidden': 'true' },
    el('div', { class: 'card bone bone-summary' }),
    el('div', { class: 'order-columns' }, el('div', { class: 'card bone bone-card' }), el('div', { class: 'card bone bone-card' })),
    el('div', { class: 'card bone bone-items' }));
}

function summary(order) {
  const status = orderStatus(order.items);
  return el('header', { class: 'card summary' },
    el('div', { class: 'summary-head' },
      el('div', { class: 'summary-name' },
        el('p', { class: 'eyebrow' }, 'Заказ'),
        el('h2', { class: 'summary-uid', id: 'order-title', tabindex: '-1' }, order.order_uid)),
      el('div', { class: 'summary-side' },
        el('span', { class: `badge badge-${status.tone}` }, status.mixed ? `${status.word} · частями` : status.word),
        copyLink())),
    facts('summary-facts',
      ['Трек-номер', el('span', { class: 'mono' }, order.track_number)],
      ['Оформлен', moment(order.date_created)],
      ['Служба доставки', deliveryService(order.delivery_service)],
      ['Состав', `${itemCount(order.items.length)} на ${money(order.payment.goods_total, order.payment.currency)}`]));
}

function delivery(delivery, order) {
  return section('truck', 'Доставка',
    el('p', { class: 'person' }, delivery.name),
    el('address', { class: 'address' },
      delivery.address, el('br'), `${delivery.city}, ${delivery.zip}`,
      ...(delivery.region === delivery.city ? [] : [el('br'), delivery.region])),
    facts('rows',
      ['Телефон', el('a', { href: `tel:${delivery.phone}` }, delivery.phone)],
      ['Почта', el('a', { href: `mailto:${delivery.email}` }, delivery.email)],
      ['Клиент', el('span', { class: 'mono' }, order.customer_id)]));
}

function payment(payment) {
  const amount = (value) => money(value, payment.currency);
  return section('card', 'Оплата',
    el('p', { class: 'total' }, amount(payment.amount)),
    facts('rows rows-sums',
      ['Товары', amount(payment.goods_total)],
      ['Доставка', amount(payment.delivery_cost)],
      ['Пошлина', amount(payment.custom_fee)]),
    facts('rows',
      ['Оплачен', moment(payment.payment_dt)],
      ['Банк', payment.bank],
      ['Платёжная система', payment.provider],
      ['Транзакция', el('span', { class: 'mono' }, payment.transaction)]));
}

function technical(order, version, cache) {
  const sources = { hit: 'из кэша', miss: 'из базы', stale: 'из кэша, свежесть не подтверждена' };
  const origin = [version && `версия ${version}`, cache && (sources[cache] ?? cache)].filter(Boolean).join(' · ');
  return el('footer', { class: 'technical' },
    el('details', {},
      el('summary', {}, 'Служебные сведения', el('span', { class: 'technical-origin' }, origin)),
      facts('technical-facts',
        ['Точка входа', order.entry],
        ['Язык', order.locale],
        ['Шард', order.shardkey || '—'],
        ['OOF-шард', order.oof_shard || '—'],
        ['sm_id', String(order.sm_id)],
        ['Подпись', order.internal_signature || '—'],
        ['Запрос оплаты', order.payment.request_id || '—'],
        ['ETag', version === null ? '—' : `"${version}"`],
        ['X-Cache', cache ?? '—'])));
}

function moment(value) {
  return el('time', { datetime: machineTime(value) }, time(value));
}

function section(icon, title, ...children) {
  return el('section', { class: 'card part' },
    el('h3', { class: 'part-title' }, el('span', { class: `icon icon-${icon}`, 'aria-hidden': 'true' }), title),
    ...children);
}

function facts(className, ...pairs) {
  return el('dl', { class: className },
    ...pairs.map(([term, description]) => el('div', {}, el('dt', {}, term), el('dd', {}, description))));
}
