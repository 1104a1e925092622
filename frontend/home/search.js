import { el } from '../dom.js';
import { words } from '../language/current.js';

/** The field that every visit begins with. `find` gets what was typed, without the spaces around it. */
export function searchForm({ text = '', operator, find, invalid = false }) {
  const { search } = words;
  const field = el('input', {
    class: 'search-field', id: 'uid', name: 'uid', type: 'search', value: text, maxlength: '128', autocomplete: 'off', autocapitalize: 'off',
    autocorrect: 'off', spellcheck: 'false', enterkeyhint: 'search', placeholder: 'b563feb7b2b84b6test', 'aria-describedby': 'uid-hint',
    'aria-invalid': String(invalid),
  });
  const label = el('label', { class: 'search-label', for: 'uid' });
  const hint = el('p', { class: 'search-hint', id: 'uid-hint' });
  const submit = (event) => {
    event.preventDefault();
    find(field.value.trim());
  };
  const element = el('form', { class: 'search', action: '/', method: 'get', role: 'search', novalidate: true, onsubmit: submit },
    label,
    el('div', { class: 'search-row' }, field, el('button', { class: 'search-button', type: 'submit' }, search.button)),
    hint);

  /** Operators may look for a track number too. */
  function offer(isOperator) {
    label.textContent = isOperator ? search.labelOperator : search.label;
    hint.textContent = isOperator ? search.hintOperator : search.hint;
  }

  offer(operator);
  return {
    element,
    field,
    offer,
    markInvalid(isInvalid) {
      field.setAttribute('aria-invalid', String(isInvalid));
    },
  };
}
