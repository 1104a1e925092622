import { ask } from './ask.js';
import { query } from './orders.js';

/** One page of the dead letters, newest first. */
export function listDeadLetters({ reason, cursor, limit }, options) {
  return ask(`/api/dead-letters${query({ reason, cursor, limit })}`, options);
}

/** Sends one dead letter to `orders` again, corrected when there is a body; or with `dryRun` only says what would become of it. */
export function replayOne({ partition, offset }, body, dryRun, options) {
  return ask(`/api/dead-letters/${partition}/${offset}/replay${dryRun ? '?dry_run=true' : ''}`, { ...options, method: 'POST', body });
}

/** Sends many, or with `dryRun` only says what would become of them. */
export function replayMany(messages, dryRun, options) {
  const body = JSON.stringify({ messages: messages.map(({ partition, offset }) => ({ partition, offset })), dry_run: dryRun });
  return ask('/api/dead-letters/replay', { ...options, method: 'POST', body });
}

/** 15 minutes of the services' metrics, and how each instance is. */
export function operations(options) {
  return ask('/api/operations', options);
}

/** Whether an answer means that the key is missing or not good any more. */
export function needsKey({ kind, status }) {
  return kind === 'refused' && status === 401;
}
