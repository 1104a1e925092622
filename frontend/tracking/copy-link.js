import { el, icon } from '../dom.js';
import { words } from '../language/current.js';

/** Copies this page's address. Left out where the browser gives no clipboard (plain http on another machine). */
export function copyLink() {
  if (!navigator.clipboard) {
    return null;
  }
  const { order } = words;
  const label = el('span', { 'aria-live': 'polite' }, order.copy);
  const picture = icon('link');
  const say = (text, name) => {
    label.textContent = text;
    picture.className = `icon icon-${name}`;
  };
  const copy = () => navigator.clipboard.writeText(location.origin + location.pathname).then(
    () => {
      say(order.copied, 'done');
      setTimeout(() => say(order.copy, 'link'), 2000);
    },
    () => say(order.notCopied, 'link'));
  return el('button', { class: 'button button-quiet', type: 'button', title: order.copyTitle, onclick: copy }, picture, label);
}
