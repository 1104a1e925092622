import { el } from '../../dom.js';
import { words } from '../../language/current.js';
import { troubleText } from '../../shell/notice.js';

/** What can be done with the selected messages: a dry run first, then sending those that would be accepted. */
export function batchView({ selected, total, batch, accepted }, { selectAll, clear, dryRun, replay }) {
  const { letters } = words;
  const busy = batch?.step === 'checking' || batch?.step === 'sending';
  const all = el('input', { type: 'checkbox', class: 'check', id: 'select-all', checked: total > 0 && selected === total });
  all.addEventListener('change', () => (all.checked ? selectAll() : clear()));
  return [
    el('label', { class: 'batch-all', for: 'select-all' }, all, letters.selectAll),
    el('p', { class: 'batch-said', role: 'status' }, said(batch, selected, accepted)),
    selected > 0 && el('div', { class: 'actions' },
      el('button', { class: 'button', type: 'button', id: 'dry-run', disabled: busy, onclick: dryRun }, letters.dryRun),
      accepted > 0 && el('button', { class: 'button button-main', type: 'button', id: 'replay-accepted', disabled: busy, onclick: replay }, letters.replayAccepted(accepted)),
      el('button', { class: 'button button-quiet', type: 'button', id: 'clear', disabled: busy, onclick: clear }, letters.clear)),
  ];
}

function said(batch, selected, accepted) {
  const { letters } = words;
  switch (batch?.step) {
    case 'checking': return letters.dryRunning;
    case 'checked': return accepted === 0 ? letters.nothingToSend : letters.verdict(accepted, batch.results.length - accepted);
    case 'sending': return letters.sending;
    case 'sent': return letters.replayed(batch.count);
    case 'trouble': return troubleText(batch.answer);
    default: return selected > 0 ? letters.selected(selected) : '';
  }
}
