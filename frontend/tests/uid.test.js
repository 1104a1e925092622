import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromAddress, isPossible, toAddress } from '../uid.js';

test('A uid has 1 to 64 characters of A-Z a-z 0-9 _ -', () => {
  assert.ok(isPossible('b563feb7b2b84b6test'));
  assert.ok(isPossible('_-'.repeat(32)));
  for (const uid of ['', 'x'.repeat(65), 'a b', 'a.b', 'ё', 'a\n']) {
    assert.ok(!isPossible(uid), JSON.stringify(uid));
  }
});

test('The address says which order is wanted', () => {
  assert.equal(fromAddress({ pathname: '/orders/abc', search: '' }), 'abc');
  assert.equal(fromAddress({ pathname: '/orders/abc/', search: '' }), 'abc');
  assert.equal(fromAddress({ pathname: '/orders/a%20b', search: '' }), 'a b');
  assert.equal(fromAddress({ pathname: '/', search: '?uid=+abc+' }), 'abc');
  assert.equal(fromAddress({ pathname: '/', search: '' }), '');
  assert.equal(fromAddress({ pathname: '/orders/%E0%A4%A', search: '' }), '%E0%A4%A');
});

test('Every uid has an address that leads back to it', () => {
  for (const uid of ['', 'abc', 'a b', 'a/b', '..', '?&#', 'ёж', '%E0%A4%A']) {
    const { pathname, search } = new URL(toAddress(uid), 'http://page');
    assert.equal(fromAddress({ pathname, search }), uid);
  }
});

test('The address of a possible uid is the one to share', () => {
  assert.equal(toAddress('b563feb7b2b84b6test'), '/orders/b563feb7b2b84b6test');
});
