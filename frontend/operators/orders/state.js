/**
 * The list of orders as a value.
 * phase: loading | shown | trouble (nothing to show but the answer in `trouble`)
 * trouble: the last answer that brought nothing, or null; what was shown before stays.
 * fresh: the uids whose version is new since the last answer; empty after the first one.
 */
export const initial = Object.freeze({ phase: 'loading', items: [], next: null, fresh: [], trouble: null });

export function reduce(state, answer) {
  if (answer.kind !== 'ok') {
    return { ...state, phase: state.phase === 'shown' ? 'shown' : 'trouble', trouble: answer, fresh: [] };
  }
  const { items, next } = answer.body;
  return { phase: 'shown', items, next: next ?? null, fresh: state.phase === 'shown' ? freshOf(state.items, items) : [], trouble: null };
}

function freshOf(before, after) {
  const versions = new Map(before.map(({ order_uid, version }) => [order_uid, version]));
  return after.filter(({ order_uid, version }) => versions.get(order_uid) !== version).map(({ order_uid }) => order_uid);
}
