import { el } from '../dom.js';
import { seconds } from '../format.js';
import { retriesByItself } from '../state.js';

/** What stands in place of an order: nothing found, a wrong uid, a service that cannot answer. */
export function noticeView(state, retry) {
  const { icon, title, text, canRetry } = content(state);
  return el('div', { class: `notice notice-${state.phase}` },
    el('span', { class: `notice-icon icon icon-${icon}`, 'aria-hidden': 'true' }),
    el('div', { class: 'notice-body' },
      el('h2', { class: 'notice-title' }, title),
      el('p', { class: 'notice-text' }, ...text),
      canRetry && el('div', { class: 'notice-actions' },
        el('button', { class: 'button', type: 'button', onclick: retry }, 'Повторить сейчас'),
        retriesByItself(state) && countdown(state.retryAfter))));
}

function content(state) {
  const uid = el('code', { class: 'uid' }, state.uid);
  switch (state.phase) {
    case 'unknown':
      return {
        icon: 'missing', title: 'Такого заказа нет',
        text: ['Заказ ', uid, ' не найден. Проверьте номер; если заказ оформлен только что, он появится через несколько секунд.'],
      };
    case 'impossible':
      return {
        icon: 'pencil', title: 'Проверьте номер',
        text: ['Номер заказа состоит из латинских букв, цифр, «-» и «_» и не длиннее 64 знаков. Лишние пробелы и знаки нужно убрать.'],
      };
    case 'away':
      return { icon: 'cloud', title: 'Служба сейчас недоступна', text: ['С заказом всё в порядке: его просто не удалось прочитать.'], canRetry: true };
    case 'offline':
      return { icon: 'offline', title: 'Нет связи', text: ['Не удалось соединиться со службой. Проверьте подключение к сети.'], canRetry: true };
    case 'timeout':
      return { icon: 'clock', title: 'Ответ не пришёл вовремя', text: ['Служба отвечает дольше обычного.'], canRetry: true };
    default:
      return { icon: 'cloud', title: 'Не удалось получить заказ', text: [`Служба ответила неожиданно (код ${state.status}).`], canRetry: true };
  }
}

// The seconds run for the eye only; the announcer has said them once.
function countdown(from) {
  const text = el('span', { class: 'notice-countdown', 'aria-hidden': 'true' });
  const end = performance.now() + from * 1000;
  const show = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    text.textContent = left > 0 ? `или через ${seconds(left)} сами` : 'повторяем…';
    if (left > 0) {
      setTimeout(() => text.isConnected && show(), 250);
    }
  };
  show();
  return text;
}
