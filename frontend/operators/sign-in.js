import { el } from '../dom.js';
import { words } from '../language/current.js';
import { afterSignIn } from '../routes.js';

/** Asks for the key. The browser's own form does the rest: Enter, password managers, a label that is read out. */
export function openSignIn({ route, session, navigate, announce, setTitle }) {
  const { signIn } = words;
  setTitle(signIn.title);
  const complaint = el('p', { class: 'form-error', id: 'key-error', role: 'alert' });
  const field = el('input', {
    class: 'input', id: 'key', name: 'key', type: 'password', autocomplete: 'current-password', spellcheck: 'false', required: true,
    'aria-describedby': 'key-hint key-error',
  });
  const button = el('button', { class: 'button button-main', type: 'submit' }, signIn.button);
  const closed = el('p', { class: 'form-note', hidden: true }, signIn.closed);
  const form = el('form', { class: 'sign-in-form', novalidate: true, onsubmit: submit },
    el('label', { class: 'label', for: 'key' }, signIn.label), field,
    el('p', { class: 'hint', id: 'key-hint' }, signIn.kept), complaint, button);

  async function submit(event) {
    event.preventDefault();
    const key = field.value.trim();
    if (key === '') {
      complain(signIn.empty);
      return;
    }
    button.disabled = true;
    announce(signIn.checking);
    const result = await session.signIn(key);
    button.disabled = false;
    if (result === 'in') {
      announce(signIn.done);
      navigate(afterSignIn(route.next), { replace: true });
    } else {
      complain(result === 'wrong' ? signIn.wrong : signIn.failed);
    }
  }

  function complain(text) {
    complaint.textContent = text;
    field.setAttribute('aria-invalid', 'true');
    field.focus();
    field.select();
  }

  function sessionChanged() {
    const { known, keys, operator } = session.state;
    closed.hidden = !known || keys || operator;
    form.hidden = !closed.hidden;
  }

  sessionChanged();
  return {
    element: el('section', { class: 'sign-in card part' },
      el('h1', { class: 'view-title', tabindex: '-1' }, signIn.title), el('p', { class: 'view-lead' }, signIn.lead), form, closed),
    focus: form.hidden ? undefined : field,
    sessionChanged,
    close() {},
  };
}
