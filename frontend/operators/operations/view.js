import { needsKey, operations as askOperations } from '../../asking/operators.js';
import { unlessLeft } from '../../asking/ask.js';
import { chart } from '../../charts/chart.js';
import { el, region } from '../../dom.js';
import { format, words } from '../../language/current.js';
import { poll } from '../../live/poll.js';
import { troubleNotice } from '../../shell/notice.js';
import { instancesView } from './instances.js';
import { charts, seriesOf } from './series.js';

const everySeconds = 5;

/** How the system does: its instances, and the last 15 minutes as charts. */
export function openOperations({ session, setTitle, signInFirst }) {
  const { operations } = words;
  const question = new AbortController();
  let hasData = false;
  let views = [];
  let polling;

  setTitle(operations.title);
  const instances = region(el('section', { class: 'card part' }), instancesView);
  const trouble = el('div', { role: 'status' });
  const grid = el('div', { class: 'charts' });
  const content = el('div', { class: 'operations', hidden: true }, instances.element, el('p', { class: 'visually-hidden', id: 'chart-help' }, operations.readout), grid);

  async function refresh() {
    const answer = await unlessLeft(question.signal, (signal) => askOperations({ key: session.key, signal }));
    if (answer === null) {
      return everySeconds;
    }
    if (needsKey(answer)) {
      signInFirst();
    } else if (answer.kind === 'ok') {
      draw(answer.body);
    } else {
      trouble.replaceChildren(hasData ? el('p', { class: 'form-error' }, operations.stale) : troubleNotice(answer, polling.now));
    }
    return answer.retryAfter ?? everySeconds;
  }

  function draw({ from, step_seconds: step, instances: list, series }) {
    hasData = true;
    content.hidden = false;
    trouble.replaceChildren();
    instances.show(list);
    if (views.length === 0) {
      views = charts.map((definition) => ({ definition, view: chart({ id: definition.id, title: operations.charts[definition.id], write: writers()[definition.unit], top: definition.top, unit: definition.unit === 'bytes' ? 2 ** 20 : 1 }) }));
      grid.replaceChildren(...views.map(({ view }) => view.element));
    }
    for (const { definition, view } of views) {
      const lines = seriesOf(definition, series).map(({ key, values }) => ({ key, values, label: Object.hasOwn(operations.series, key) ? operations.series[key] : key }));
      view.show({ series: lines, from: Date.parse(from), step });
    }
  }

  function writers() {
    return {
      rate: (value) => operations.perSecond(format.short(value)),
      count: (value) => format.number(Math.round(value)),
      duration: (value) => (value === 0 ? '0' : format.duration(value)),
      share: format.share,
      bytes: (value) => (value === 0 ? '0' : format.bytes(value)),
    };
  }

  polling = poll(refresh);
  return {
    element: el('section', { class: 'view view-wide' },
      el('header', { class: 'view-head' }, el('div', {}, el('h1', { class: 'view-title', tabindex: '-1' }, operations.title), el('p', { class: 'view-lead' }, operations.lead))),
      trouble, content),
    close() {
      question.abort();
      polling.stop();
    },
  };
}
