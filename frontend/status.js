/**
 * Words for the status codes of items. The model leaves the numbers open, so a code is read by its hundred,
 * and the code itself is always shown with the word.
 */
const stages = [
  { from: 0, word: 'Оформлен', tone: 'start' },
  { from: 200, word: 'Принят в работу', tone: 'work' },
  { from: 300, word: 'В пути', tone: 'road' },
  { from: 400, word: 'Доставлен', tone: 'done' },
  { from: 500, word: 'Возврат', tone: 'back' },
];

export function itemStatus(code) {
  return stages.findLast((stage) => code >= stage.from) ?? stages[0];
}

/** One word for the order: that of all its items, or of the furthest behind when they differ. */
export function orderStatus(items) {
  const least = items.reduce((slowest, item) => Math.min(slowest, item.status), Infinity);
  const stage = itemStatus(least);
  const mixed = items.some((item) => itemStatus(item.status) !== stage);
  return { ...stage, mixed };
}
