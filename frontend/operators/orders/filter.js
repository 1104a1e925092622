import { el } from '../../dom.js';
import { words } from '../../language/current.js';
import { addressOf } from '../../routes.js';

/** Customer and track number, both exact; what is chosen is in the address, so that it can be shared and gone back to. */
export function filterForm({ customer_id, track_number }, choose) {
  const { orders } = words;
  const customer = field('customer_id', customer_id);
  const track = field('track_number', track_number);
  const submit = (event) => {
    event.preventDefault();
    choose({ customer_id: customer.value.trim(), track_number: track.value.trim() });
  };
  return el('form', { class: 'filter', role: 'search', 'aria-label': orders.title, onsubmit: submit },
    labelled(orders.customer, customer),
    labelled(orders.track, track),
    el('button', { class: 'button button-main', type: 'submit' }, orders.filter),
    (customer_id !== '' || track_number !== '') && el('a', { class: 'button', href: addressOf('orders') }, orders.reset));
}

function field(name, value) {
  return el('input', { class: 'input', id: `filter-${name}`, name, type: 'search', value, maxlength: '64', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off' });
}

function labelled(text, input) {
  return el('div', { class: 'filter-field' }, el('label', { class: 'label', for: input.id }, text), input);
}
