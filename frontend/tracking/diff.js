/**
 * What differs between two versions of an order, in the order of the newer one. Items are the same item when their `rid` is the same.
 * Gives a list of
 *   { kind: 'changed', path: ['delivery', 'city'], before, after }            (a member that one of them lacks is undefined there)
 *   { kind: 'changed', path: ['items', rid, 'status'], item, before, after }
 *   { kind: 'added', path: ['items', rid], item } | { kind: 'removed', path: ['items', rid], item }
 */
export function diff(before, after) {
  return members(before, after, []).flatMap(([name, was, is]) => {
    if (name === 'items' && Array.isArray(was) && Array.isArray(is)) {
      return itemsDiff(was, is);
    }
    return isObject(was) && isObject(is)
      ? members(was, is).flatMap(([inner, innerWas, innerIs]) => changed([name, inner], innerWas, innerIs))
      : changed([name], was, is);
  });
}

/**
 * The timeline: for each version that is known, newest first, what it changed.
 * { version, at, seen, first, since, changes } — since: the version that it is compared with; changes: null when there is none before it.
 */
export function timeline(versions) {
  return versions.map(({ version, at, seen, document }, index) => {
    const before = versions[index + 1];
    return {
      version,
      at,
      seen: seen === true,
      first: version === 1,
      since: before?.version ?? null,
      changes: before === undefined ? null : diff(before.document, document),
    };
  });
}

/** How an item is told from the others of its order. */
export function itemKey(item, index) {
  return typeof item?.rid === 'string' && item.rid !== '' ? item.rid : `#${index}`;
}

function itemsDiff(before, after) {
  const old = new Map(before.map((item, index) => [itemKey(item, index), item]));
  const current = new Map(after.map((item, index) => [itemKey(item, index), item]));
  const kept = [...current].flatMap(([key, item]) => {
    const was = old.get(key);
    return was === undefined
      ? [{ kind: 'added', path: ['items', key], item }]
      : members(was, item).flatMap(([name, one, other]) => changed(['items', key, name], one, other, item));
  });
  const gone = [...old].filter(([key]) => !current.has(key)).map(([key, item]) => ({ kind: 'removed', path: ['items', key], item }));
  return [...kept, ...gone];
}

function members(before, after) {
  const one = isObject(before) ? before : {};
  const other = isObject(after) ? after : {};
  const names = [...Object.keys(other), ...Object.keys(one).filter((name) => !Object.hasOwn(other, name))];
  return names.map((name) => [name, own(one, name), own(other, name)]);
}

function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function changed(path, before, after, item) {
  if (same(before, after)) {
    return [];
  }
  return [{ kind: 'changed', path, before, after, ...(item && { item }) }];
}

function same(one, other) {
  return Object.is(one, other) || (isStructure(one) && isStructure(other) && canonical(one) === canonical(other));
}

// The order of members says nothing.
function canonical(value) {
  return JSON.stringify(value, (_, inner) => (isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}

function isStructure(value) {
  return typeof value === 'object' && value !== null;
}

function isObject(value) {
  return isStructure(value) && !Array.isArray(value);
}
