import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, addressOfOrder, afterSignIn, isPossible, routeOf, withLanguage } from '../routes.js';

const at = (address) => routeOf(new URL(address, 'http://page'));

test('A uid has 1 to 64 characters of A-Z a-z 0-9 _ -', () => {
  assert.ok(isPossible('b563feb7b2b84b6test'));
  assert.ok(isPossible('_-'.repeat(32)));
  for (const uid of ['', 'x'.repeat(65), 'a b', 'a.b', 'ё', 'a\n']) {
    assert.ok(!isPossible(uid), JSON.stringify(uid));
  }
});

test('The address says which view is wanted', () => {
  assert.deepEqual(at('/'), { view: 'start' });
  assert.deepEqual(at('/orders/abc'), { view: 'order', uid: 'abc' });
  assert.deepEqual(at('/orders/abc/'), { view: 'order', uid: 'abc' });
  assert.deepEqual(at('/orders/a%20b'), { view: 'order', uid: 'a b' });
  assert.deepEqual(at('/orders/%E0%A4%A'), { view: 'order', uid: '%E0%A4%A' });
  assert.deepEqual(at('/?uid=+abc+'), { view: 'order', uid: 'abc' });
  assert.deepEqual(at('/operators/orders?customer_id=c&cursor=x'), { view: 'orders', customer_id: 'c', track_number: '', cursor: 'x' });
  assert.deepEqual(at('/operators/dead-letters?reason=db_save_error'), { view: 'dead-letters', reason: 'db_save_error', cursor: '' });
  assert.deepEqual(at('/operators/operations'), { view: 'operations' });
  assert.deepEqual(at('/operators/sign-in?next=/operators/orders'), { view: 'sign-in', next: '/operators/orders' });
  for (const address of ['/orders', '/orders/a/b', '/operators', '/operators/nothing', '/x']) {
    assert.equal(at(address).view, 'nothing', address);
  }
});

test('Every uid has an address that leads back to it', () => {
  for (const uid of ['abc', 'a b', 'a/b', '..', '?&#', 'ёж', '%E0%A4%A']) {
    assert.equal(at(addressOfOrder(uid)).uid, uid);
  }
  assert.equal(addressOfOrder(''), '/');
  assert.equal(addressOfOrder('b563feb7b2b84b6test'), '/orders/b563feb7b2b84b6test');
});

test('Filters are in the address', () => {
  assert.equal(addressOf('orders', { customer_id: 'a&b', track_number: '' }), '/operators/orders?customer_id=a%26b');
  assert.equal(addressOf('operations'), '/operators/operations');
});

test('Signing in never leads to another site', () => {
  assert.equal(afterSignIn('/operators/dead-letters?reason=x'), '/operators/dead-letters?reason=x');
  for (const next of ['', null, 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    assert.equal(afterSignIn(next), '/operators/orders', String(next));
  }
});

test('The language can be put into an address and taken out', () => {
  assert.equal(withLanguage('/orders/a?x=1', 'en'), '/orders/a?x=1&lang=en');
  assert.equal(withLanguage('/orders/a?lang=en', null), '/orders/a');
  assert.equal(withLanguage('/orders/a?lang=en', 'ru'), '/orders/a?lang=ru');
});
