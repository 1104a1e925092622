import { el, icon } from '../dom.js';
import { language, languages, words } from '../language/current.js';
import { addressOf } from '../routes.js';
import { theme, themes, wear } from './theme.js';

const names = { ru: 'Русский', en: 'English' };
const pages = [['orders', 'orders'], ['dead-letters', 'deadLetters'], ['operations', 'operations']];

/** The links and choices at the top. `chooseLanguage` and `signOut` are the reader's wishes; the page does the rest. */
export function headerView({ session, route, chooseLanguage, signOut }) {
  const { shell } = words;
  return [
    el('nav', { class: 'nav', 'aria-label': shell.main },
      ...session.state.operator
        ? pages.map(([view, word]) => link(addressOf(view), shell[word], route.view === view))
        : [link(addressOf('orders'), shell.operators, ['sign-in', 'orders', 'dead-letters', 'operations'].includes(route.view))]),
    el('div', { class: 'choices' },
      session.key !== null && session.state.operator
        && el('button', { class: 'choice', type: 'button', onclick: signOut }, icon('out'), el('span', { class: 'choice-word' }, shell.signOut)),
      themeButton(shell),
      languageSwitch(shell, chooseLanguage)),
  ];
}

function link(href, text, current) {
  return el('a', { class: 'nav-link', href, 'aria-current': current ? 'page' : null }, text);
}

function languageSwitch(shell, chooseLanguage) {
  return el('div', { class: 'languages', role: 'group', 'aria-label': shell.language },
    ...languages.map((code) => el('button', {
      class: 'choice', type: 'button', lang: code, title: names[code], 'aria-pressed': String(code === language), id: `language-${code}`,
      onclick: () => chooseLanguage(code),
    }, el('span', { 'aria-hidden': 'true' }, code.toUpperCase()), el('span', { class: 'visually-hidden' }, names[code]))));
}

// One button that goes round: system, light, dark.
function themeButton(shell) {
  const picture = icon(`theme-${theme()}`);
  const word = el('span', { class: 'visually-hidden' }, label());
  const button = el('button', { class: 'choice', type: 'button', id: 'theme', title: label() }, picture, word);
  button.addEventListener('click', () => {
    wear(themes[(themes.indexOf(theme()) + 1) % themes.length]);
    picture.className = `icon icon-theme-${theme()}`;
    word.textContent = label();
    button.title = label();
  });

  function label() {
    return `${shell.theme}: ${shell.themes[theme()]}`;
  }
  return button;
}
