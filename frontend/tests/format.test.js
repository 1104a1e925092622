import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryService, items, machineTime, money, seconds, time } from '../format.js';

// Intl separates with several kinds of no-break space.
const plain = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('Amounts are whole units of their currency', () => {
  assert.equal(plain(money(1817, 'USD')), '1 817 $');
  assert.equal(plain(money(37509, 'RUB')), '37 509 ₽');
  assert.equal(plain(money(0, 'JPY')), '0 ¥');
});

test('A currency that Intl does not know is shown by its code', () => {
  assert.equal(plain(money(10, 'XQQ')), '10 XQQ');
  assert.equal(plain(money(10, 'неизвестно')), '10 неизвестно');
});

test('Times of both kinds are read', () => {
  const timeZone = 'Europe/Moscow';
  assert.match(plain(time('2021-11-26T06:22:19Z', { timeZone })), /^26 ноября 2021 г\.,? (в )?09:22 (GMT\+3|MSK)$/);
  assert.match(plain(time(1637907727, { timeZone })), /^26 ноября 2021 г\.,? (в )?09:22/);
  assert.equal(machineTime(1637907727), '2021-11-26T06:22:07.000Z');
});

test('What is no time is shown as it is', () => {
  assert.equal(time('вчера'), 'вчера');
  assert.equal(machineTime('вчера'), null);
  assert.equal(machineTime(Number.MAX_SAFE_INTEGER), null);
});

test('Words agree with their numbers', () => {
  assert.deepEqual([1, 2, 5, 11, 21, 104].map((n) => plain(items(n))), ['1 товар', '2 товара', '5 товаров', '11 товаров', '21 товар', '104 товара']);
  assert.deepEqual([1, 3, 5].map((n) => plain(seconds(n))), ['1 секунду', '3 секунды', '5 секунд']);
});

test('A delivery service is named, one that is not known keeps its name', () => {
  assert.equal(deliveryService('CDEK'), 'СДЭК');
  assert.equal(deliveryService('constructor'), 'constructor');
});
