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

/** The stages that the items of an order are in, the earliest first, each with its number of items. */
export function orderStages(items) {
  return stages
    .map((stage) => ({ ...stage, count: items.filter((item) => itemStatus(item.status) === stage).length }))
    .filter((stage) => stage.count > 0);
}
