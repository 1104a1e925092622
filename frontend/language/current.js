import en from './en.js';
import { formats } from './format.js';
import ru from './ru.js';

const dictionaries = { ru, en };

/** The languages of the page. */
export const languages = ['ru', 'en'];

/** What the page speaks now. These bindings change with `speak`; whoever shows words reads them when it draws. */
export let language = languages[0];
export let words = dictionaries[language];
export let format = formats(language);

export function speak(code) {
  language = code;
  words = dictionaries[code];
  format = formats(code);
}

/** Which language to speak: what the address says, else what was chosen here before, else what the browser prefers. */
export function choose({ search, chosen, preferred }) {
  const wanted = [new URLSearchParams(search).get('lang'), chosen, ...preferred];
  return wanted.map(known).find((language) => language !== null) ?? 'en';
}

function known(tag) {
  const language = (tag ?? '').toLowerCase().split('-')[0];
  return languages.includes(language) ? language : null;
}
