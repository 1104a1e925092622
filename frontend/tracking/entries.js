import { diff } from './diff.js';

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
