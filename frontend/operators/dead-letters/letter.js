import { data, el, icon, region } from '../../dom.js';
import { format, words } from '../../language/current.js';
import { machineTime } from '../../language/format.js';
import { troubleText } from '../../shell/notice.js';
import { editor } from './editor.js';
import { faultList } from './faults.js';
import { payloadView } from './payload.js';
import { idOf } from './state.js';

/** One dead letter. `select` and `send` are the operator's wishes; `send` gets the corrected text, if it is, and whether only to try. `show` gets whether it is selected and what became of it. */
export function letterView(letter, { select, send }) {
  const { letters } = words;
  const id = idOf(letter);
  const place = letters.place(letter.partition, letter.offset);
  const box = el('input', { type: 'checkbox', class: 'check', 'aria-label': letters.select(place) });
  box.addEventListener('change', () => select(box.checked));
  const details = Array.isArray(letter.details) ? letter.details : [];
  // What is wrong stands above already; only what is newly wrong is said again.
  const outcome = region(el('div', { class: 'letter-outcome', role: 'status' }), (result) => outcomeView(result, JSON.stringify(details)));
  const isText = typeof letter.payload === 'string';
  const workplace = el('div', { class: 'letter-editor' });
  const edit = el('button', { class: 'button button-quiet', type: 'button', disabled: !isText, title: isText ? null : letters.badBinary }, icon('pencil'), letters.edit);
  const again = el('button', { class: 'button button-quiet', type: 'button', onclick: () => send(undefined, false) }, icon('again'), letters.replay);

  edit.addEventListener('click', () => {
    const close = () => {
      workplace.replaceChildren();
      edit.focus();
    };
    const opened = editor(id, letter.payload, { send, cancel: close });
    workplace.replaceChildren(opened.element);
    opened.focus();
  });

  const payload = el('details', { class: 'letter-payload' }, el('summary', {}, letters.payload));
  payload.addEventListener('toggle', () => payload.childElementCount === 1 && payload.append(...[payloadView({ ...letter, details })].flat()));

  return {
    id,
    element: el('article', { class: 'card letter', id: `letter-${id}`, 'aria-labelledby': `letter-title-${id}` },
      el('header', { class: 'letter-head' },
        el('label', { class: 'letter-check' }, box),
        el('h2', { class: 'letter-key', id: `letter-title-${id}` }, (letter.key ?? letter.key_base64) ? data(letter.key ?? letter.key_base64, 'mono') : letters.noKey),
        el('span', { class: `badge reason-${letter.reason}` }, reasonWord(letter.reason)),
        letter.replay_count > 0 && el('span', { class: 'badge badge-replays', title: 'X-Replay-Count' }, icon('again'), letters.replays(letter.replay_count)),
        el('p', { class: 'letter-place' }, place, ' · ', letter.timestamp ? el('time', { datetime: machineTime(letter.timestamp) }, format.stamp(letter.timestamp)) : '—')),
      details.length > 0 && faultList(details),
      payload,
      el('div', { class: 'actions' }, edit, again),
      workplace,
      outcome.element),
    show(isSelected, result) {
      box.checked = isSelected;
      outcome.show(result ?? null);
      if (result?.outcome === 'replayed') {
        workplace.replaceChildren();
      }
    },
  };
}

export function reasonWord(reason) {
  return Object.hasOwn(words.letters.reasons, reason) ? words.letters.reasons[reason] : reason;
}

function outcomeView(result, known) {
  const { letters } = words;
  if (result === null) {
    return [];
  }
  const { outcome, details = [] } = result;
  const newFaults = details.length > 0 && JSON.stringify(details) !== known && faultList(details);
  switch (outcome) {
    case 'replayed': return said('good', result.partition === undefined ? letters.outcomes.replayed : letters.sent(result.partition, result.offset));
    case 'would_be_accepted': return said('good', letters.outcomes.would_be_accepted);
    case 'would_be_rejected': return [said('bad', letters.outcomes.would_be_rejected), newFaults];
    case 'rejected': return said('bad', result.detail ?? letters.rejected);
    case 'unavailable': return said('bad', letters.outcomes.unavailable);
    case 'gone': return said('bad', letters.gone);
    default: return said('bad', troubleText(result.answer));
  }
}

function said(tone, text) {
  return el('p', { class: `outcome outcome-${tone}` }, text);
}
