import { data, el, icon } from '../dom.js';
import { format, words } from '../language/current.js';
import { machineTime } from '../language/format.js';

const longest = 400;
const askedFor = new Set();

/** An element that shows one member of the order; `path` lets a change find it. */
export function field(name, path, attributes, ...children) {
  return el(name, { ...attributes, 'data-field': path }, ...children);
}

/** Terms and what they are: [term, path of the member, content]; false entries are left out. */
export function facts(className, ...entries) {
  return el('dl', { class: className },
    ...entries.filter(Boolean).map(([term, path, content]) => el('div', {}, el('dt', {}, term), field('dd', path, {}, content))));
}

/** Somebody else's text. A very long one shows its beginning until it is asked for, and is whole from then on, however often it is redrawn. */
export function text(value, className) {
  const whole = value === undefined || value === null || value === '' ? '—' : String(value);
  if (whole.length <= longest || askedFor.has(whole)) {
    return data(whole, className);
  }
  const beginning = data(`${whole.slice(0, longest)}…`, className);
  const more = el('button', { class: 'more', type: 'button' }, words.order.more);
  more.addEventListener('click', () => {
    askedFor.add(whole);
    beginning.textContent = whole;
    more.remove();
  });
  return el('span', {}, beginning, ' ', more);
}

export function moment(value) {
  const datetime = machineTime(value);
  return datetime === null ? text(value) : el('time', { datetime }, format.time(value));
}

/** The title and content of a card. */
export function part(picture, title, ...children) {
  return [el('h2', { class: 'part-title' }, icon(picture), title), ...children];
}
