import { el } from '../dom.js';

/** Copies this page's address. Left out where the browser gives no clipboard (plain http on another machine). */
export function copyLink() {
  if (!navigator.clipboard) {
    return null;
  }
  const label = el('span', { 'aria-live': 'polite' }, 'Ссылка');
  const icon = el('span', { class: 'icon icon-link', 'aria-hidden': 'true' });
  const say = (text, name) => {
    label.textContent = text;
    icon.className = `icon icon-${name}`;
  };
  const copy = () => navigator.clipboard.writeText(location.href).then(
    () => {
      say('Скопировано', 'done');
      setTimeout(() => say('Ссылка', 'link'), 2000);
    },
    () => say('Не скопировано', 'link'));
  return el('button', { class: 'button button-quiet', type: 'button', title: 'Скопировать ссылку на заказ', onclick: copy }, icon, label);
}
