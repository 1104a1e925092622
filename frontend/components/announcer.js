import { items, seconds } from '../format.js';
import { retriesByItself } from '../state.js';

const announcer = document.getElementById('announcer');

/** Says to a screen reader what sighted readers see change. */
export function announce(state) {
  announcer.textContent = sentence(state);
}

function sentence(state) {
  switch (state.phase) {
    case 'loading': return 'Ищем заказ.';
    case 'found': return `Заказ ${state.uid} найден: ${items(state.order.items.length)}.`;
    case 'unknown': return `Заказа ${state.uid} нет.`;
    case 'impossible': return 'Такого номера заказа не бывает.';
    case 'away': return retriesByItself(state)
      ? `Служба сейчас недоступна. Повторим через ${seconds(state.retryAfter)}.`
      : 'Служба сейчас недоступна.';
    case 'offline': return 'Нет связи со службой.';
    case 'timeout': return 'Служба не ответила вовремя.';
    case 'failed': return 'Не удалось получить заказ.';
    default: return '';
  }
}
