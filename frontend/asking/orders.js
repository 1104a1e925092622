import { ask } from './ask.js';

/**
 * One order. Besides what `ask` gives when nobody answers:
 *   { kind: 'found', order, version, cache, masked } | { kind: 'unknown' } | { kind: 'impossible' } | { kind: 'failed', status }
 */
export async function findOrder(uid, options) {
  const answer = await ask(`/api/orders/${encodeURIComponent(uid)}`, options);
  if (answer.kind === 'ok') {
    return found(answer);
  }
  if (answer.kind !== 'refused') {
    return answer;
  }
  switch (answer.status) {
    case 400: return { kind: 'impossible' };
    case 404: return { kind: 'unknown' };
    default: return { kind: 'failed', status: answer.status };
  }
}

/** Every version that is known, newest first: { kind: 'whole', versions } | { kind: 'locked' } | { kind: 'failed' }. */
export async function findHistory(uid, options) {
  const answer = await ask(`/api/orders/${encodeURIComponent(uid)}/history`, options);
  if (answer.kind === 'ok' && Array.isArray(answer.body)) {
    return {
      kind: 'whole',
      versions: answer.body.map(({ version, changed_at, document }) => ({ version: Number(version), at: changed_at, document })),
    };
  }
  return { kind: answer.status === 401 ? 'locked' : 'failed' };
}

export function eventsPath(uid) {
  return `/api/orders/${encodeURIComponent(uid)}/events`;
}

/** One page of the list, newest first; filters that are empty are left out. */
export function listOrders({ customer_id, track_number, cursor, limit }, options) {
  return ask(`/api/orders${query({ customer_id, track_number, cursor, limit })}`, options);
}

export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function found({ body, headers }) {
  const version = /^(?:W\/)?"(\d+)/.exec(headers.get('etag') ?? '')?.[1];
  return {
    kind: 'found',
    order: body,
    version: version === undefined ? null : Number(version),
    cache: headers.get('x-cache'),
    masked: headers.get('x-masked') === 'true',
  };
}
