import { el, icon } from '../dom.js';
import { words } from '../language/current.js';

/** What stands in place of the data: nothing found, a wrong number, a service that cannot answer. */
export function notice({ tone = 'plain', picture, title, text, actions = [], heading = 'h2' }) {
  return el('div', { class: `notice notice-${tone}` },
    icon(picture, 'notice-icon'),
    el('div', { class: 'notice-body' },
      el(heading, { class: 'notice-title' }, title),
      el('p', { class: 'notice-text' }, ...[text].flat()),
      actions.length > 0 && el('div', { class: 'notice-actions' }, ...actions)));
}

/** An answer that brought no data, as a notice; `byItself`: in so many seconds the page asks again. */
export function troubleNotice(answer, again, { byItself = null, away = words.ask.awayData, heading } = {}) {
  const { title, text, picture } = trouble(answer, away);
  return notice({
    tone: 'warn', picture, title, text, heading,
    actions: [el('button', { class: 'button', type: 'button', onclick: again }, words.ask.again), byItself !== null && countdown(byItself)],
  });
}

/** The same in one sentence. */
export function troubleText(answer) {
  return `${trouble(answer, '').title}.`;
}

function trouble({ kind, status, problem }, away) {
  const { ask } = words;
  switch (kind) {
    case 'away': return status === 429
      ? { picture: 'clock', title: ask.busy, text: ask.busyText }
      : { picture: 'cloud', title: ask.away, text: away };
    case 'offline': return { picture: 'offline', title: ask.offline, text: ask.offlineText };
    case 'timeout': return { picture: 'clock', title: ask.timeout, text: ask.timeoutText };
    default: return { picture: 'cloud', title: ask.failed, text: problem?.detail ?? ask.failedText(status) };
  }
}

// The seconds run for the eye only; the announcer has said them once.
function countdown(from) {
  const text = el('span', { class: 'notice-countdown', 'aria-hidden': 'true' });
  const end = performance.now() + from * 1000;
  const show = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    text.textContent = left > 0 ? words.ask.againIn(left) : words.ask.repeating;
    if (left > 0) {
      setTimeout(() => text.isConnected && show(), 250);
    }
  };
  show();
  return text;
}
