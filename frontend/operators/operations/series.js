/**
 * The charts, and which of the gateway's series each of them draws. Pure.
 * unit: how a value is written; top: the highest value there can be.
 */
export const charts = [
  { id: 'ingest', unit: 'rate', by: 'status', names: ['ingest_rate'], order: ['inserted', 'updated', 'unchanged', 'dlq_validation', 'dlq_json', 'dlq_db'] },
  { id: 'lag', unit: 'count', names: ['lag'] },
  { id: 'freshness', unit: 'duration', names: ['freshness_p50', 'freshness_p99'] },
  { id: 'hits', unit: 'share', top: 1, names: ['cache_hit_ratio'] },
  { id: 'bytes', unit: 'bytes', names: ['cache_bytes'] },
  { id: 'requests', unit: 'rate', names: ['request_rate'] },
  { id: 'latency', unit: 'duration', names: ['request_p50', 'request_p99'] },
  { id: 'errors', unit: 'rate', names: ['error_rate'] },
  { id: 'rejected', unit: 'rate', names: ['dlq_rate'] },
];

/** What one chart draws of the answer: [{ key, values }], in a fixed order, so that a line keeps its colour. */
export function seriesOf({ names, by, order = [] }, series) {
  const wanted = series.filter(({ name }) => names.includes(name));
  const keyed = wanted.map(({ name, labels, values }) => ({ key: by ? labels?.[by] ?? 'value' : keyOf(name), values }));
  return keyed.sort((one, other) => place(one) - place(other));

  function place({ key }) {
    const known = by ? order.indexOf(key) : names.findIndex((name) => keyOf(name) === key);
    return known < 0 ? order.length : known;
  }
}

function keyOf(name) {
  return /_(p\d+)$/.exec(name)?.[1] ?? 'value';
}
