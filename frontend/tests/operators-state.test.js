import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as letters from '../operators/dead-letters/state.js';
import * as orders from '../operators/orders/state.js';
import { charts, seriesOf } from '../operators/operations/series.js';

const ok = (body) => ({ kind: 'ok', body });
const order = (order_uid, version) => ({ order_uid, version });

test('Orders that are new or have a new version since the last look are fresh; the first look makes none so', () => {
  const first = orders.reduce(orders.initial, ok({ items: [order('a', 1), order('b', 1)], next: null }));
  assert.deepEqual(first.fresh, []);
  const second = orders.reduce(first, ok({ items: [order('c', 1), order('a', 2), order('b', 1)], next: 'x' }));
  assert.deepEqual([second.fresh, second.next], [['c', 'a'], 'x']);
});

test('A look that fails leaves what was seen; a first one that fails shows why', () => {
  const away = { kind: 'away', retryAfter: 3 };
  assert.equal(orders.reduce(orders.initial, away).phase, 'trouble');
  const shown = orders.reduce(orders.reduce(orders.initial, ok({ items: [order('a', 1)] })), away);
  assert.deepEqual([shown.phase, shown.items.length, shown.trouble], ['shown', 1, away]);
  assert.equal(orders.reduce(shown, ok({ items: [] })).trouble, null);
});

const letter = (partition, offset) => ({ partition, offset });
const listed = letters.reduce(letters.initial, { type: 'answered', answer: ok({ items: [letter(0, 1), letter(1, 1)], next: 'n' }) });

test('Selecting is by partition and offset, and ends a dry run', () => {
  const checked = { ...listed, batch: { step: 'checked', results: [] } };
  const selected = letters.reduce(checked, { type: 'selected', on: true, ids: ['0-1', '1-1', '0-1'] });
  assert.deepEqual([selected.selected, selected.batch], [['0-1', '1-1'], null]);
  assert.deepEqual(letters.reduce(selected, { type: 'selected', on: false, ids: ['0-1'] }).selected, ['1-1']);
});

test('A dry run says what can be sent, and sending it ends the selection', () => {
  const results = [{ ...letter(0, 1), outcome: 'would_be_accepted' }, { ...letter(1, 1), outcome: 'would_be_rejected', details: [{ path: '$' }] }];
  const checked = letters.reduce({ ...listed, selected: ['0-1', '1-1'] }, { type: 'batch-answered', dryRun: true, answer: ok({ results }) });
  assert.deepEqual(letters.acceptable(checked).map(letters.idOf), ['0-1']);
  assert.equal(checked.outcomes['1-1'].details.length, 1);
  const sent = letters.reduce(checked, { type: 'batch-answered', dryRun: false, answer: ok({ results: [{ ...letter(0, 1), outcome: 'replayed' }, { ...letter(1, 1), outcome: 'gone' }] }) });
  assert.deepEqual([sent.batch, sent.selected, sent.outcomes['0-1'].outcome], [{ step: 'sent', count: 1 }, [], 'replayed']);
});

test('A batch that nobody answers keeps its selection', () => {
  const state = letters.reduce({ ...listed, selected: ['0-1'] }, { type: 'batch-answered', dryRun: true, answer: { kind: 'offline' } });
  assert.deepEqual([state.batch.step, state.selected], ['trouble', ['0-1']]);
});

test('Each answer to sending one message has its meaning', () => {
  const outcome = (answer) => letters.reduce(listed, { type: 'one-answered', id: '0-1', answer }).outcomes['0-1'];
  assert.deepEqual(outcome(ok({ partition: 2, offset: 9, replay_count: 1 })), { outcome: 'replayed', partition: 2, offset: 9, replay_count: 1, details: undefined });
  assert.equal(outcome({ kind: 'refused', status: 404, problem: {} }).outcome, 'gone');
  assert.deepEqual(outcome({ kind: 'refused', status: 413, problem: { detail: 'no' } }), { outcome: 'rejected', detail: 'no' });
  assert.equal(outcome(ok({ outcome: 'would_be_rejected', details: [{ path: '$' }] })).outcome, 'would_be_rejected');
  assert.equal(outcome({ kind: 'offline' }).outcome, 'trouble');
});

test('A new list starts afresh', () => {
  const state = letters.reduce({ ...listed, selected: ['0-1'], outcomes: { '0-1': {} } }, { type: 'answered', answer: ok({ items: [] }) });
  assert.deepEqual([state.selected, state.outcomes, state.next], [[], {}, null]);
});

test('A chart picks its series, in an order that does not change', () => {
  const chart = (id) => charts.find((candidate) => candidate.id === id);
  const rate = (status) => ({ name: 'ingest_rate', labels: { status }, values: [] });
  assert.deepEqual(seriesOf(chart('ingest'), [rate('new_one'), rate('dlq_db'), rate('inserted'), { name: 'lag', values: [] }]).map(({ key }) => key), ['inserted', 'dlq_db', 'new_one']);
  assert.deepEqual(seriesOf(chart('latency'), [{ name: 'request_p99', values: [1] }, { name: 'request_p50', values: [0] }]).map(({ key }) => key), ['p50', 'p99']);
  assert.deepEqual(seriesOf(chart('lag'), [{ name: 'lag', values: [1] }]), [{ key: 'value', values: [1] }]);
});
