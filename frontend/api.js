const defaultRetryAfter = 5;
const longestRetryAfter = 60;

/**
 * Asks for one order. Never throws for what the network or the service does; an abort by `signal` is passed on.
 * Gives one of
 *   { kind: 'found', order, version, cache }
 *   { kind: 'unknown' } | { kind: 'impossible' }
 *   { kind: 'away', retryAfter }             (seconds)
 *   { kind: 'offline' } | { kind: 'timeout' } | { kind: 'failed', status }
 */
export async function findOrder(uid, { fetch = globalThis.fetch, signal, timeout = 20_000 } = {}) {
  const clock = AbortSignal.timeout(timeout);
  const either = signal ? AbortSignal.any([signal, clock]) : clock;
  try {
    const response = await fetch(`/api/orders/${encodeURIComponent(uid)}`, {
      headers: { accept: 'application/json, application/problem+json' },
      signal: either,
    });
    return response.ok ? found(response, await response.json()) : refused(response);
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    if (clock.aborted) {
      return { kind: 'timeout' };
    }
    if (error instanceof TypeError) {
      return { kind: 'offline' };
    }
    if (error instanceof SyntaxError) {
      return { kind: 'failed', status: 200 };
    }
    throw error;
  }
}

/** Retry-After as seconds, whether it is a number or a date; within sensible bounds, so that no server stops or floods us. */
export function retryAfterSeconds(header, now = Date.now()) {
  const value = (header ?? '').trim();
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1000);
  return Number.isNaN(seconds) ? defaultRetryAfter : Math.min(Math.max(seconds, 1), longestRetryAfter);
}

function found(response, order) {
  return {
    kind: 'found',
    order,
    version: /^(?:W\/)?"(.*)"$/.exec(response.headers.get('etag') ?? '')?.[1] ?? null,
    cache: response.headers.get('x-cache'),
  };
}

function refused(response) {
  switch (response.status) {
    case 400: return { kind: 'impossible' };
    case 404: return { kind: 'unknown' };
    case 429:
    case 503: return { kind: 'away', retryAfter: retryAfterSeconds(response.headers.get('retry-after')) };
    default: return { kind: 'failed', status: response.status };
  }
}
