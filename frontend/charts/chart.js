import { el, region, svg } from '../dom.js';
import { format, words } from '../language/current.js';
import { areaPath, highest, linear, linePath, ticks } from './geometry.js';
import { chartTable } from './table.js';

const height = 168;
const margin = { top: 10, right: 4, bottom: 22, left: 58 };
const minutesMarked = 5;

/**
 * A line chart over time. `unit`: round numbers on the axis are multiples of it; `top`: the highest value there can be. To the ear it is a slider over its moments, and below it is the same as a table.
 *   show({ series: [{ key, label, values }], from, step }) — from: milliseconds, step: seconds; null is a missing value
 */
export function chart({ id, title, write, top, unit = 1 }) {
  let data = { series: [], from: 0, step: 5 };
  let chosen = null;
  const legend = region(el('ul', { class: 'legend', role: 'list' }), legendView);
  const readout = el('p', { class: 'chart-readout', 'aria-hidden': 'true' });
  const picture = svg('svg', { class: 'chart-picture', height, 'aria-hidden': 'true', focusable: 'false' });
  const slider = el('div', { class: 'chart-plot', role: 'slider', tabindex: '0', 'aria-label': words.operations.chart(title), 'aria-valuemin': '0', 'aria-describedby': 'chart-help' }, picture);
  const table = el('details', { class: 'chart-table' }, el('summary', {}, words.operations.table));
  const element = el('figure', { class: 'card chart', id: `chart-${id}` },
    el('figcaption', {}, el('h2', { class: 'chart-title' }, title)), legend.element, slider, el('div', { class: 'chart-below' }, table, readout));

  slider.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined && count() > 0) {
      event.preventDefault();
      choose(Math.min(Math.max((chosen ?? count() - 1) + step, 0), count() - 1));
    }
  });
  slider.addEventListener('pointermove', (event) => {
    const place = linear([margin.left, slider.clientWidth - margin.right], [0, count() - 1])(event.clientX - slider.getBoundingClientRect().left);
    choose(count() === 0 ? null : Math.min(Math.max(Math.round(place), 0), count() - 1));
  });
  slider.addEventListener('pointerleave', () => choose(null));
  slider.addEventListener('blur', () => choose(null));
  table.addEventListener('toggle', drawTable);
  new ResizeObserver(draw).observe(slider);

  function count() {
    return data.series[0]?.values.length ?? 0;
  }

  function choose(index) {
    chosen = index;
    draw();
  }

  function draw() {
    const width = slider.clientWidth;
    if (width === 0) {
      return;
    }
    picture.setAttribute('width', width);
    const marks = ticks((top ?? highest(data.series)) / unit).map((mark) => mark * unit);
    const x = linear([0, Math.max(count() - 1, 1)], [margin.left, width - margin.right]);
    const y = linear([0, marks.at(-1)], [height - margin.bottom, margin.top]);
    picture.replaceChildren(...grid(marks, y, width), ...timeAxis(x), ...curves(x, y), ...(chosen === null ? [] : marker(x, y)));
    describe();
  }

  function grid(marks, y, width) {
    return marks.flatMap((mark) => [
      svg('line', { class: mark === 0 ? 'chart-ground' : 'chart-grid', x1: margin.left, x2: width - margin.right, y1: y(mark), y2: y(mark) }),
      svg('text', { class: 'chart-label', x: margin.left - 8, y: y(mark) + 4, 'text-anchor': 'end' }, write(mark)),
    ]);
  }

  function timeAxis(x) {
    const perMark = (minutesMarked * 60) / data.step;
    const marks = Array.from({ length: Math.floor(Math.max(count() - 1, 0) / perMark) + 1 }, (_, index) => count() - 1 - index * perMark);
    return marks.filter((index) => index >= 0).map((index) => svg('text', {
      class: 'chart-label', x: x(index), y: height - 4, 'text-anchor': index === count() - 1 ? 'end' : index < perMark / 3 ? 'start' : 'middle',
    }, format.clock(momentOf(index))));
  }

  function curves(x, y) {
    const area = data.series.length === 1 ? [svg('path', { class: 'chart-area series-1', d: areaPath(data.series[0].values, x, y) })] : [];
    return [...area, ...data.series.map(({ values }, index) => svg('path', { class: `chart-line series-${index + 1}`, d: linePath(values, x, y) }))];
  }

  function marker(x, y) {
    return [
      svg('line', { class: 'chart-rule', x1: x(chosen), x2: x(chosen), y1: margin.top, y2: height - margin.bottom }),
      ...data.series.flatMap(({ values }, index) => (values[chosen] === null ? []
        : [svg('circle', { class: `chart-dot series-${index + 1}`, cx: x(chosen), cy: y(values[chosen]), r: 4 })])),
    ];
  }

  function describe() {
    const index = Math.min(chosen ?? count() - 1, count() - 1);
    const text = index < 0 ? words.operations.noData : `${format.stamp(momentOf(index))} — ${data.series.map(({ label, values }) => `${label}: ${written(values[index])}`).join(', ')}`;
    slider.setAttribute('aria-valuemax', Math.max(count() - 1, 0));
    slider.setAttribute('aria-valuenow', Math.max(index, 0));
    slider.setAttribute('aria-valuetext', text);
    readout.textContent = chosen === null ? '' : text;
  }

  function written(value) {
    return value === null || value === undefined ? words.operations.noData : write(value);
  }

  function momentOf(index) {
    return new Date(data.from + index * data.step * 1000).toISOString();
  }

  function drawTable() {
    table.querySelector('.table-scroll')?.remove();
    if (table.open) {
      table.append(chartTable({ title, ...data, write: written, momentOf }));
    }
  }

  function legendView(entries) {
    return entries.map(({ label, value }, index) => el('li', { class: 'legend-entry' },
      entries.length > 1 && svg('svg', { class: 'legend-mark', width: 18, height: 8, 'aria-hidden': 'true' }, svg('path', { class: `chart-line series-${index + 1}`, d: 'M1 4H17' })),
      entries.length > 1 && el('span', { class: 'legend-label' }, label), el('span', { class: 'legend-value' }, value)));
  }

  return {
    element,
    show(next) {
      data = next;
      legend.show(data.series.map(({ label, values }) => ({ label, value: written(values.findLast((value) => value !== null)) })));
      draw();
      drawTable();
    },
  };
}
