import { stageOf } from './status.js';

const money = new Set(['amount', 'delivery_cost', 'goods_total', 'custom_fee', 'price', 'total_price']);
const times = new Set(['date_created', 'payment_dt']);

/** The name of a member of the order, for people; one that the dictionary lacks keeps its path. */
export function fieldName([first, second, third], words) {
  const path = third === undefined ? [first, second].filter((part) => part !== undefined) : [first, third];
  return own(words.fields, path.join('.')) ?? path.join('.');
}

/** The word for an item's status; a number that has none is shown as it is. */
export function statusWord(code, { words, language }) {
  return stageOf(code)?.[language] ?? words.order.status(code);
}

/** One change in words: { name, item, before, after } — or { said } for an item that came or went. */
export function inWords(change, order, speech) {
  const { words } = speech;
  if (change.kind === 'added' || change.kind === 'removed') {
    return { said: words.timeline[change.kind](short(change.item?.name ?? change.path.at(-1))) };
  }
  const value = (raw) => valueInWords(change.path.at(-1), raw, order, speech);
  return {
    name: fieldName(change.path, words),
    item: change.item === undefined ? null : short(change.item.name ?? change.path[1]),
    before: value(change.before),
    after: value(change.after),
  };
}

/** The same as one line of text, for announcements. */
export function asLine(change, order, speech) {
  const { said, name, item, before, after } = inWords(change, order, speech);
  return said ?? `${item === null ? name : `${item}, ${name}`}: ${before} → ${after}`;
}

function valueInWords(name, value, order, speech) {
  const { words, format } = speech;
  if (value === undefined || value === null || value === '') {
    return words.timeline.empty;
  }
  if (typeof value === 'number' && money.has(name)) {
    return format.money(value, order.payment?.currency ?? '');
  }
  if (typeof value === 'number' && name === 'status') {
    return statusWord(value, speech);
  }
  if (typeof value === 'number' && name === 'sale') {
    return format.share(value / 100);
  }
  if (times.has(name)) {
    return format.time(value);
  }
  return short(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function short(text) {
  const string = String(text);
  return string.length > 160 ? `${string.slice(0, 160)}…` : string;
}

function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
