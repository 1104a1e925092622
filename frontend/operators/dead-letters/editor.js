import { el } from '../../dom.js';
import { words } from '../../language/current.js';
import { layOut, positionOf } from './json-lines.js';

/** A message to be corrected. `send` gets the text and whether only to try it; text that is no JSON does not leave the page. */
export function editor(id, payload, { send, cancel }) {
  const { letters } = words;
  const area = el('textarea', {
    class: 'input editor-text', id: `edit-${id}`, rows: '16', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', wrap: 'off',
    'aria-describedby': `edit-error-${id}`,
  });
  area.value = tidy(payload);
  const complaint = el('p', { class: 'form-error', id: `edit-error-${id}`, role: 'alert' });

  function submit(event) {
    event.preventDefault();
    leave(false);
  }

  function leave(isTrial) {
    const { error } = layOut(area.value);
    if (error === null) {
      complaint.textContent = '';
      area.removeAttribute('aria-invalid');
      send(area.value, isTrial);
      return;
    }
    const { line, column } = positionOf(area.value, error);
    complaint.textContent = letters.notJson(`${letters.line(line)}:${column}`);
    area.setAttribute('aria-invalid', 'true');
    area.focus();
    area.setSelectionRange(error, Math.min(error + 1, area.value.length));
  }

  const element = el('form', { class: 'editor', onsubmit: submit },
    el('label', { class: 'label', for: area.id }, letters.editTitle), area, complaint,
    el('div', { class: 'actions' },
      el('button', { class: 'button button-main', type: 'submit' }, letters.send),
      el('button', { class: 'button', type: 'button', onclick: () => leave(true) }, letters.dryRun),
      el('button', { class: 'button', type: 'button', onclick: () => { area.value = tidy(area.value); } }, letters.tidy),
      el('button', { class: 'button', type: 'button', onclick: cancel }, letters.cancel)));
  element.addEventListener('keydown', (event) => event.key === 'Escape' && cancel());
  return { element, focus: () => area.focus() };
}

function tidy(text) {
  const { lines, error } = layOut(text);
  return error === null ? lines.map(({ depth, text: line }) => '  '.repeat(depth) + line).join('\n') : text;
}
