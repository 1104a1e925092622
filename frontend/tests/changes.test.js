import assert from 'node:assert/strict';
import { test } from 'node:test';
import en from '../language/en.js';
import { formats } from '../language/format.js';
import ru from '../language/ru.js';
import { announcement } from '../tracking/announcement.js';
import { asLine, fieldName, inWords } from '../tracking/changes.js';
import { timeline } from '../tracking/diff.js';

const plain = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const russian = { language: 'ru', words: ru, format: formats('ru', { timeZone: 'UTC' }) };
const english = { language: 'en', words: en, format: formats('en', { timeZone: 'UTC' }) };
const order = { payment: { currency: 'USD' }, items: [{}] };
const status = { kind: 'changed', path: ['items', 'r', 'status'], item: { rid: 'r', name: 'Mascaras' }, before: 202, after: 205 };

test('A change of an item names the item and uses words for numbers', () => {
  assert.equal(asLine(status, order, russian), 'Mascaras, Статус: Принят → В пути');
  assert.equal(asLine(status, order, english), 'Mascaras, Status: Accepted → On its way');
  assert.equal(asLine({ ...status, after: 999 }, order, english), 'Mascaras, Status: Accepted → Status 999');
});

test('Amounts, times, discounts and empty values are written as people write them', () => {
  const line = (path, before, after) => plain(asLine({ kind: 'changed', path, before, after }, order, english));
  assert.equal(line(['payment', 'amount'], 1, 2000), 'Total: US$1 → US$2,000');
  assert.match(line(['payment', 'payment_dt'], 1637907727, 1637907787), /^Paid: 26 November 2021 at 06:22.* → 26 November 2021 at 06:23/);
  assert.equal(line(['items', 'r', 'sale'], 5, 30), 'Discount: 5% → 30%');
  assert.equal(line(['internal_signature'], '', 'x'), 'Signature: empty → x');
  assert.equal(line(['gift'], undefined, { a: 1 }), 'gift: empty → {"a":1}');
});

test('Items that come and go are said in one phrase', () => {
  assert.equal(asLine({ kind: 'added', path: ['items', 'r'], item: { name: 'Cap' } }, order, english), 'Item “Cap” added');
  assert.equal(asLine({ kind: 'removed', path: ['items', 'r'], item: {} }, order, russian), 'Убран товар «r»');
});

test('A very long value is cut', () => {
  const { after } = inWords({ kind: 'changed', path: ['delivery', 'name'], before: 'a', after: 'x'.repeat(10_000) }, order, english);
  assert.equal(after.length, 161);
});

test('A member that the dictionary lacks keeps its path, whatever it is called', () => {
  assert.equal(fieldName(['payment', 'bonus'], en), 'payment.bonus');
  assert.equal(fieldName(['constructor'], en), 'constructor');
  assert.equal(fieldName(['items', 'r', 'status'], en), 'Status');
});

test('The timeline compares each version with the one before that is known', () => {
  const entries = timeline([{ version: 4, document: { a: 2 } }, { version: 2, at: 't', seen: true, document: { a: 1 } }, { version: 1, document: { a: 1 } }]);
  assert.deepEqual(entries.map(({ version, since, first, seen, changes }) => [version, since, first, seen, changes?.length ?? null]),
    [[4, 2, false, false, 1], [2, 1, false, true, 0], [1, null, true, false, null]]);
});

test('An update is announced with its first changes', () => {
  const before = { phase: 'found', version: 1, attempt: 1 };
  const news = Array.from({ length: 5 }, () => status);
  const text = plain(announcement(before, { ...before, version: 2, order, news }, english));
  assert.equal(text.match(/Mascaras/g).length, 3);
  assert.match(text, /^Order updated: 5 changes\..* 2 changes more\.$/);
  assert.equal(announcement(before, { ...before, version: 2, order, news: [] }, english), 'Order updated.');
});

test('What changes only for the eye is not announced', () => {
  const state = { phase: 'found', version: 1, attempt: 1, live: 'live' };
  assert.equal(announcement(state, { ...state, live: 'lost' }, english), null);
});

test('Each outcome of a search is announced', () => {
  const before = { phase: 'loading', attempt: 1 };
  const after = (state) => announcement(before, { attempt: 1, uid: 'a', retries: 0, ...state }, english);
  assert.match(after({ phase: 'found', order }), /found/);
  assert.match(plain(after({ phase: 'away', retryAfter: 3 })), /in 3 seconds/);
  for (const phase of ['unknown', 'impossible', 'offline', 'timeout', 'failed']) {
    assert.ok(after({ phase }).length > 5, phase);
  }
});
