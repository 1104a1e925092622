import { el } from '../dom.js';
import * as speech from '../language/current.js';
import { statusWord } from './changes.js';
import { orderStages, progress, stageOf, way } from './status.js';

/** Where the order is: its way with the stages behind it and ahead, or plain badges when an item is somewhere off that way. */
export function wayView(items) {
  const place = progress(items);
  return place === null ? badges(items) : [headline(place, items), steps(place)];
}

export function statusBadge(code) {
  return el('span', { class: `badge badge-${stageOf(code)?.tone ?? 'start'}`, title: speech.words.order.statusCode(code) }, statusWord(code, speech));
}

function headline({ reached }, items) {
  const stages = orderStages(items);
  return el('p', { class: `status status-${way[reached].tone}` },
    el('span', { class: 'status-dot', 'aria-hidden': 'true' }),
    statusWord(way[reached].code, speech),
    stages.length > 1 && el('span', { class: 'status-counts' }, stages.map(({ code, count }) => speech.words.order.stageCount(statusWord(code, speech), count)).join(' · ')));
}

function steps({ reached, counts }) {
  const { order } = speech.words;
  return el('ol', { class: 'way', 'aria-label': order.way }, ...way.map((stage, index) => {
    const [kind, said] = index < reached ? ['done', order.done] : index === reached ? ['current', order.current] : ['ahead', order.ahead];
    return el('li', { class: `way-step way-${kind}${counts[index] > 0 && index > reached ? ' way-partly' : ''}`, 'aria-current': kind === 'current' ? 'step' : null },
      el('span', { class: 'way-word' }, stage[speech.language]),
      el('span', { class: 'visually-hidden' }, ` — ${said}`));
  }));
}

function badges(items) {
  const stages = orderStages(items);
  return el('div', { class: 'badges' }, ...stages.map(({ code, count }) =>
    el('span', { class: 'badge-group' }, statusBadge(code), stages.length > 1 && el('span', { class: 'badge-count' }, speech.words.order.items(count)))));
}
