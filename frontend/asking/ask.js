const defaultRetryAfter = 5;
const longestRetryAfter = 60;
const patience = 20_000;

/**
 * Asks the API. Never throws for what the network or the service does; an abort by `signal` is passed on.
 * Gives one of
 *   { kind: 'ok', status, body, headers }    (body: the JSON of the answer, or null when it is empty)
 *   { kind: 'refused', status, problem }     (problem: RFC 9457, or {})
 *   { kind: 'away', status, retryAfter }     (429 and 503; seconds)
 *   { kind: 'offline' } | { kind: 'timeout' }
 */
export async function ask(path, { method = 'GET', body, key, signal, timeout = patience, fetch = globalThis.fetch } = {}) {
  const clock = AbortSignal.timeout(timeout);
  const either = signal ? AbortSignal.any([signal, clock]) : clock;
  try {
    const response = await fetch(path, { method, body, headers: headersFor(key, body), signal: either });
    return response.ok ? await accepted(response) : await refused(response);
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
      return { kind: 'refused', status: 200, problem: {} };
    }
    throw error;
  }
}

/** The answer to a question, or null when nobody waits for it any more: an abort is a newer question's doing. */
export async function unlessLeft(signal, question) {
  try {
    return await question(signal);
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
    return null;
  }
}

/** Retry-After as seconds, whether it is a number or a date; within sensible bounds, so that no server stops or floods us. */
export function retryAfterSeconds(header, now = Date.now()) {
  const value = (header ?? '').trim();
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1000);
  return Number.isNaN(seconds) ? defaultRetryAfter : Math.min(Math.max(seconds, 1), longestRetryAfter);
}

function headersFor(key, body) {
  return {
    accept: 'application/json, application/problem+json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(key && { 'x-api-key': key }),
  };
}

async function accepted(response) {
  const text = await response.text();
  return { kind: 'ok', status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers };
}

async function refused(response) {
  const { status, headers } = response;
  if (status === 429 || status === 503) {
    return { kind: 'away', status, retryAfter: retryAfterSeconds(headers.get('retry-after')) };
  }
  return { kind: 'refused', status, problem: await problemOf(response) };
}

// A problem explains; without one the status alone has to do.
async function problemOf(response) {
  if (!(response.headers.get('content-type') ?? '').includes('json')) {
    return {};
  }
  const problem = JSON.parse(await response.text());
  return typeof problem === 'object' && problem !== null ? problem : {};
}
