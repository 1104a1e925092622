/**
 * The dead letters as a value, and the only function that changes it.
 *
 * phase: loading | shown | trouble
 * selected: ids, see `idOf`
 * batch: null | { step: 'checking' } | { step: 'checked', results } | { step: 'sending' } | { step: 'sent', count } | { step: 'trouble', answer }
 * outcomes: what became of single messages, by id: { outcome: 'replayed', partition, offset } | { outcome: 'rejected', detail } | { outcome: 'gone' | 'unavailable' | 'trouble', … }
 */
export const initial = Object.freeze({ phase: 'loading', items: [], next: null, trouble: null, selected: [], batch: null, outcomes: {} });

export function idOf({ partition, offset }) {
  return `${partition}-${offset}`;
}

export function reduce(state, event) {
  switch (event.type) {
    case 'answered':
      return listed(state, event.answer);
    case 'selected':
      return { ...state, batch: null, selected: event.on ? [...new Set([...state.selected, ...event.ids])] : state.selected.filter((id) => !event.ids.includes(id)) };
    case 'batch-started':
      return { ...state, batch: { step: event.dryRun ? 'checking' : 'sending' } };
    case 'batch-answered':
      return batchAnswered(state, event);
    case 'one-answered':
      return { ...state, outcomes: { ...state.outcomes, [event.id]: outcomeOf(event.answer) } };
    default:
      return state;
  }
}

/** What the dry run says can be sent. */
export function acceptable({ batch }) {
  return batch?.step === 'checked' ? batch.results.filter(({ outcome }) => outcome === 'would_be_accepted') : [];
}

function listed(state, answer) {
  if (answer.kind !== 'ok') {
    return { ...state, phase: 'trouble', trouble: answer };
  }
  return { ...initial, phase: 'shown', items: answer.body.items, next: answer.body.next ?? null };
}

function batchAnswered(state, { dryRun, answer }) {
  if (answer.kind !== 'ok') {
    return { ...state, batch: { step: 'trouble', answer } };
  }
  const { results } = answer.body;
  const outcomes = { ...state.outcomes };
  for (const result of results) {
    outcomes[idOf(result)] = { outcome: result.outcome, details: result.details ?? [] };
  }
  if (dryRun) {
    return { ...state, outcomes, batch: { step: 'checked', results } };
  }
  const sent = results.filter(({ outcome }) => outcome === 'replayed');
  return { ...state, outcomes, selected: [], batch: { step: 'sent', count: sent.length } };
}

function outcomeOf(answer) {
  if (answer.kind === 'ok') {
    const { outcome = 'replayed', partition, offset, replay_count, details } = answer.body ?? {};
    return { outcome, partition, offset, replay_count, details };
  }
  if (answer.status === 404 || answer.status === 410) {
    return { outcome: 'gone' };
  }
  if (answer.status === 400 || answer.status === 413) {
    return { outcome: 'rejected', detail: answer.problem.detail };
  }
  return { outcome: 'trouble', answer };
}
