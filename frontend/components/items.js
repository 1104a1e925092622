import { el } from '../dom.js';
import { items as itemCount, money } from '../format.js';
import { itemStatus } from '../status.js';

const columns = ['Товар', 'Размер', 'Цена', 'Скидка', 'К оплате', 'Статус'];

/**
 * The items: a table, which the style lays out as cards on a phone.
 * The roles say again what the elements are, because a table laid out otherwise loses its meaning for a screen reader.
 */
export function itemsView(items, currency) {
  return el('section', { class: 'card part items' },
    el('h3', { class: 'part-title', id: 'items-title' },
      el('span', { class: 'icon icon-box', 'aria-hidden': 'true' }), 'Товары',
      el('span', { class: 'part-count' }, itemCount(items.length))),
    el('table', { class: 'items-table', role: 'table', 'aria-labelledby': 'items-title' },
      el('thead', { role: 'rowgroup' },
        el('tr', { role: 'row' }, ...columns.map((name) => el('th', { role: 'columnheader', scope: 'col' }, name)))),
      el('tbody', { role: 'rowgroup' }, ...items.map((item) => row(item, currency)))));
}

function row(item, currency) {
  const status = itemStatus(item.status);
  return el('tr', { role: 'row' },
    el('th', { class: 'item-name', role: 'rowheader', scope: 'row' },
      el('span', { class: 'item-title' }, item.name),
      el('span', { class: 'item-brand' }, item.brand, el('span', { class: 'item-code' }, `арт. ${item.nm_id}`))),
    cell('size', item.size === '0' ? '' : item.size),
    cell('price', el(item.sale > 0 ? 's' : 'span', {}, money(item.price, currency))),
    cell('sale', item.sale > 0 ? `−${item.sale} %` : ''),
    cell('sum', money(item.total_price, currency)),
    cell('status', el('span', { class: `badge badge-${status.tone}`, title: `Код статуса ${item.status}` }, status.word)));
}

const names = { size: columns[1], price: columns[2], sale: columns[3], sum: columns[4], status: columns[5] };

function cell(kind, content) {
  const empty = content === '';
  return el('td', { class: empty ? `item-${kind} item-empty` : `item-${kind}`, role: 'cell', 'data-name': names[kind] }, empty ? '—' : content);
}
