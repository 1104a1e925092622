import { data, el } from '../../dom.js';
import { deliveryService, machineTime } from '../../language/format.js';
import { format, words } from '../../language/current.js';
import { addressOf, addressOfOrder } from '../../routes.js';

const columns = ['uid', 'track', 'customer', 'service', 'created', 'version', 'updated'];

/** The orders as a table, which the style lays out as cards on a phone; rows that are new since the last time are marked. */
export function ordersTable(items, fresh) {
  const { columns: names, title } = words.orders;
  return el('table', { class: 'orders-table', role: 'table', 'aria-label': title },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...columns.map((name) => el('th', { role: 'columnheader', scope: 'col' }, names[name])))),
    el('tbody', { role: 'rowgroup' }, ...items.map((item) => row(item, fresh.has(item.order_uid)))));
}

function row(item, isFresh) {
  return el('tr', { role: 'row', class: isFresh ? 'changed' : null },
    el('th', { role: 'rowheader', scope: 'row', class: 'orders-uid' }, el('a', { href: addressOfOrder(item.order_uid) }, data(item.order_uid, 'mono'))),
    cell('track', data(item.track_number, 'mono')),
    cell('customer', el('a', { href: addressOf('orders', { customer_id: item.customer_id }) }, data(item.customer_id))),
    cell('service', data(deliveryService(item.delivery_service))),
    cell('created', moment(item.date_created)),
    cell('version', String(item.version)),
    cell('updated', moment(item.updated_at)));
}

function cell(name, content) {
  return el('td', { role: 'cell', class: `orders-${name}`, 'data-name': words.orders.columns[name] }, content);
}

function moment(value) {
  return el('time', { datetime: machineTime(value) }, format.stamp(value));
}
