import { el } from '../dom.js';
import { words } from '../language/current.js';

/** An address that leads nowhere. */
export function openNothing({ setTitle }) {
  const { shell } = words;
  setTitle(shell.unknownPage);
  return {
    element: el('section', { class: 'find find-start' },
      el('h1', { class: 'find-title', tabindex: '-1' }, shell.unknownPage),
      el('p', { class: 'find-lead' }, shell.unknownPageText),
      el('p', {}, el('a', { class: 'button', href: '/' }, shell.toStart))),
    close() {},
  };
}
