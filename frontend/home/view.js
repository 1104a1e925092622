import { el } from '../dom.js';
import { words } from '../language/current.js';
import { addressOfOrder } from '../routes.js';
import { searchForm } from './search.js';

/** The first page: one question, one field. */
export function openStart({ session, navigate, setTitle }) {
  const { search } = words;
  setTitle(search.page);
  const form = searchForm({ operator: session.state.operator, find: (text) => text !== '' && navigate(addressOfOrder(text)) });
  return {
    element: el('section', { class: 'find find-start' },
      el('h1', { class: 'find-title', tabindex: '-1' }, search.title),
      el('p', { class: 'find-lead' }, search.lead),
      form.element),
    focus: form.field,
    sessionChanged: () => form.offer(session.state.operator),
    close() {},
  };
}

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
