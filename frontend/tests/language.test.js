import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose } from '../language/current.js';
import en from '../language/en.js';
import { deliveryService, formats, machineTime } from '../language/format.js';
import ru from '../language/ru.js';
import { way } from '../tracking/status.js';

// Intl separates with several kinds of no-break space.
const plain = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const russian = formats('ru', { timeZone: 'Europe/Moscow' });
const english = formats('en', { timeZone: 'Europe/Moscow' });

function shape(dictionary, path = '') {
  return Object.entries(dictionary).flatMap(([key, value]) => (typeof value === 'object'
    ? shape(value, `${path}${key}.`)
    : [`${path}${key}: ${typeof value === 'function' ? `function of ${value.length}` : 'text'}`])).sort();
}

test('Both languages say the same things', () => {
  assert.deepEqual(shape(ru), shape(en));
});

test('No text is empty, and English has no Russian in it', () => {
  const texts = (dictionary) => Object.values(dictionary).flatMap((value) => (typeof value === 'object' ? texts(value) : [value]));
  for (const text of [...texts(ru), ...texts(en)]) {
    assert.ok(typeof text === 'function' || text.trim() !== '');
  }
  for (const text of texts(en)) {
    assert.doesNotMatch(String(text), /[а-яё]/i);
  }
});

test('Placeholders are the same in both languages', () => {
  const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  assert.deepEqual(places(ru.ask.unknownText), places(en.ask.unknownText));
});

test('Every stage of the way has a word in each language', () => {
  for (const stage of way) {
    assert.ok(stage.ru && stage.en, stage.code);
  }
});

test('The address decides, then the choice, then the browser', () => {
  assert.equal(choose({ search: '?lang=en', chosen: 'ru', preferred: ['ru'] }), 'en');
  assert.equal(choose({ search: '', chosen: 'en', preferred: ['ru'] }), 'en');
  assert.equal(choose({ search: '', chosen: null, preferred: ['de-DE', 'ru-RU', 'en'] }), 'ru');
  assert.equal(choose({ search: '?lang=xx', chosen: 'yy', preferred: ['de'] }), 'en');
});

test('Amounts are whole units of their currency', () => {
  assert.equal(plain(russian.money(1817, 'USD')), '1 817 $');
  assert.equal(plain(russian.money(37509, 'RUB')), '37 509 ₽');
  assert.equal(plain(english.money(1817, 'USD')), 'US$1,817');
  assert.equal(plain(english.money(0, 'JPY')), 'JP¥0');
});

test('A currency that Intl does not know is shown by its code', () => {
  assert.equal(plain(russian.money(10, 'XQQ')), '10 XQQ');
  assert.equal(plain(english.money(10, 'неизвестно')), '10 неизвестно');
  assert.equal(plain(english.money(10, undefined)), '10 undefined');
  assert.equal(plain(english.money(10, 'x'.repeat(10_000))), `10 ${'x'.repeat(12)}`);
});

test('Times of both kinds are read', () => {
  assert.match(plain(russian.time('2021-11-26T06:22:19Z')), /^26 ноября 2021 г\.,? (в )?09:22 (GMT\+3|MSK)$/);
  assert.match(plain(english.time(1637907727)), /^26 November 2021 at 09:22/);
  assert.equal(machineTime(1637907727), '2021-11-26T06:22:07.000Z');
});

test('What is no time is shown as it is', () => {
  assert.equal(russian.time('вчера'), 'вчера');
  assert.equal(machineTime('вчера'), null);
  assert.equal(machineTime(Number.MAX_SAFE_INTEGER), null);
});

test('A recent time has seconds, an old one its year', () => {
  const now = () => Date.parse('2026-06-01T00:00:00Z');
  const { stamp } = formats('en', { timeZone: 'UTC', now });
  assert.match(stamp('2026-05-31T10:11:12Z'), /10:11:12/);
  assert.match(stamp('2021-05-31T10:11:12Z'), /2021/);
});

test('Sizes and durations have fitting units', () => {
  assert.equal(plain(english.bytes(1536)), '1.5 kB');
  assert.equal(plain(english.bytes(12)), '12 byte');
  assert.equal(plain(english.bytes(64 * 2 ** 20)), '64 MB');
  assert.equal(plain(english.duration(0.0123)), '12.3 ms');
  assert.match(plain(english.duration(2.5)), /^2\.5 secs?$/);
});

test('Words agree with their numbers', () => {
  assert.deepEqual([1, 2, 5, 11, 21, 104].map((n) => plain(ru.order.items(n))), ['1 товар', '2 товара', '5 товаров', '11 товаров', '21 товар', '104 товара']);
  assert.deepEqual([1, 2].map((n) => plain(en.order.items(n))), ['1 item', '2 items']);
  assert.equal(plain(ru.ask.againIn(3)), 'или через 3 секунды сами');
});

test('A delivery service is named, one that is not known keeps its name', () => {
  assert.equal(deliveryService('cdek'), 'CDEK');
  assert.equal(deliveryService('constructor'), 'constructor');
});
