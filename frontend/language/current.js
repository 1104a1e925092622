import { languages } from './choose.js';
import en from './en.js';
import { formats } from './format.js';
import ru from './ru.js';

const dictionaries = { ru, en };

/** What the page speaks now. These bindings change with `speak`; whoever shows words reads them when it draws. */
export let language = languages[0];
export let words = dictionaries[language];
export let format = formats(language);

export function speak(code) {
  language = code;
  words = dictionaries[code];
  format = formats(code);
}
