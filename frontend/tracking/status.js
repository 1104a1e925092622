/** The way of an item, in the order in which it goes. The model leaves the numbers open; these are the ones in use. */
export const way = [
  { code: 202, tone: 'start', ru: 'Принят', en: 'Accepted' },
  { code: 203, tone: 'work', ru: 'Собирается', en: 'Being packed' },
  { code: 204, tone: 'work', ru: 'Передан в доставку', en: 'Handed over' },
  { code: 205, tone: 'road', ru: 'В пути', en: 'On its way' },
  { code: 206, tone: 'road', ru: 'Ждёт получения', en: 'Ready for pickup' },
  { code: 207, tone: 'done', ru: 'Получен', en: 'Received' },
];

/** The stage with this number, or undefined: a code that is not on the way is shown as a number. */
export function stageOf(code) {
  return way.find((stage) => stage.code === code);
}

/** The numbers that the items of an order have, the earliest first, each with its count of items. */
export function orderStages(items) {
  const counts = new Map();
  for (const { status } of items) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => one - other).map(([code, count]) => ({ code, count }));
}

/**
 * How far the order is: the index on the way of its item that is least far, and each stage's number of items.
 * An order with an item off the way has no place on it: null.
 */
export function progress(items) {
  const places = items.map(({ status }) => way.findIndex(({ code }) => code === status));
  if (places.length === 0 || places.includes(-1)) {
    return null;
  }
  return { reached: Math.min(...places), counts: way.map((_, index) => places.filter((place) => place === index).length) };
}
