/** The way of an item, in the order in which it goes. The model leaves the numbers open; these are the ones in use. */
const way = [
  { code: 202, word: 'Принят', tone: 'start' },
  { code: 203, word: 'Собирается', tone: 'work' },
  { code: 204, word: 'Передан в доставку', tone: 'work' },
  { code: 205, word: 'В пути', tone: 'road' },
  { code: 206, word: 'Ждёт получения', tone: 'road' },
  { code: 207, word: 'Получен', tone: 'done' },
];

/** A code that is not on the way keeps its number as its word. */
export function itemStatus(code) {
  return way.find((stage) => stage.code === code) ?? { code, word: `Статус ${code}`, tone: 'start' };
}

/** The stages that the items of an order are in, by their numbers, each with its count of items. */
export function orderStages(items) {
  const counts = new Map();
  for (const { status } of items) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => one - other).map(([code, count]) => ({ ...itemStatus(code), count }));
}
