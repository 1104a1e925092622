import { el, icon } from '../dom.js';
import { format, words } from '../language/current.js';
import { itemKey } from './diff.js';
import { field, text } from './facts.js';
import { statusBadge } from './way.js';

const columns = ['name', 'size', 'price', 'sale', 'sum', 'status'];

/**
 * The items: a table, which the style lays out as cards on a phone.
 * The roles say again what the elements are, because a table laid out otherwise loses its meaning for a screen reader.
 */
export function itemsView(items, currency) {
  const { order } = words;
  return [
    el('h2', { class: 'part-title', id: 'items-title' }, icon('box'), order.goods, el('span', { class: 'part-count' }, order.items(items.length))),
    el('table', { class: 'items-table', role: 'table', 'aria-labelledby': 'items-title' },
      el('thead', { role: 'rowgroup' },
        el('tr', { role: 'row' }, ...columns.map((name) => el('th', { role: 'columnheader', scope: 'col', class: `item-${name}` }, order.columns[name])))),
      el('tbody', { role: 'rowgroup' }, ...items.map((item, index) => row(item, itemKey(item, index), currency)))),
  ];
}

function row(item, key, currency) {
  const { order } = words;
  const path = (name) => `items.${key}.${name}`;
  const isReduced = item.sale > 0;
  return field('tr', `items.${key}`, { role: 'row' },
    el('th', { class: 'item-name', role: 'rowheader', scope: 'row' },
      field('span', path('name'), { class: 'item-title' }, text(item.name)),
      el('span', { class: 'item-brand' },
        field('span', path('brand'), {}, text(item.brand)), field('span', path('nm_id'), { class: 'item-code' }, order.article(item.nm_id)))),
    cell('size', path('size'), item.size === '0' || item.size === '' ? null : text(item.size)),
    cell('price', path('price'), el(isReduced ? 's' : 'span', {}, format.money(item.price, currency))),
    cell('sale', path('sale'), isReduced ? `−${format.share(item.sale / 100)}` : null),
    cell('sum', path('total_price'), format.money(item.total_price, currency)),
    cell('status', path('status'), statusBadge(item.status)));
}

function cell(kind, path, content) {
  return field('td', path, { class: content === null ? `item-${kind} item-empty` : `item-${kind}`, role: 'cell', 'data-name': words.order.columns[kind] }, content ?? '—');
}
