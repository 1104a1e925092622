import { data, el } from '../../dom.js';
import { words } from '../../language/current.js';

/** What is wrong with a message, each fault with its path. */
export function faultList(faults) {
  return el('ul', { class: 'faults', role: 'list' }, ...faults.map((fault) => el('li', { class: 'fault' },
    el('code', { class: 'fault-path' }, fault.path === '$' ? words.letters.whole : data(fault.path)), ' ', faultText(fault))));
}

/** The fault in the reader's language, and what the service says about it, which is English. */
export function faultText({ code, message }) {
  const word = Object.hasOwn(words.faults, code) ? words.faults[code] : code;
  return el('span', { class: 'fault-text' }, el('span', { class: 'fault-word' }, word), message && [' ', el('span', { class: 'fault-message', lang: 'en' }, data(message))]);
}
