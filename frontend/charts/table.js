import { el } from '../dom.js';
import { format, words } from '../language/current.js';

const seconds = 60;

/** The chart for reading: one row a minute, the newest first. */
export function chartTable({ title, series, step, write, momentOf }) {
  const length = series[0]?.values.length ?? 0;
  const every = Math.max(1, Math.round(seconds / step));
  const rows = [];
  for (let index = length - 1; index >= 0; index -= every) {
    rows.push(el('tr', {},
      el('th', { scope: 'row' }, format.clock(momentOf(index))),
      ...series.map(({ values }) => el('td', {}, write(values[index])))));
  }
  return el('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': title },
    el('table', { class: 'numbers' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, words.operations.time), ...series.map(({ label }) => el('th', { scope: 'col' }, label)))),
      el('tbody', {}, ...rows)));
}
