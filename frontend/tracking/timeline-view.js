import { data, el, icon } from '../dom.js';
import * as speech from '../language/current.js';
import { machineTime } from '../language/format.js';
import { addressOf } from '../routes.js';
import { inWords } from './changes.js';
import { timeline } from './diff.js';

const shownVersions = 20;
const shownChanges = 6;

/** Every version that is known, newest first, each with what it changed in words. */
export function timelineView(versions, history, masked, current) {
  const { words } = speech;
  const entries = timeline(versions);
  const byVersion = new Map(versions.map(({ version, document }) => [version, document]));
  const rows = entries.map((entry) => entryView(entry, byVersion.get(entry.version), { masked, isCurrent: entry.version === current }));
  const list = el('ol', { class: 'timeline', role: 'list' }, ...rows.slice(0, shownVersions));
  return [
    el('h2', { class: 'part-title' }, icon('clock'), words.timeline.title),
    list,
    rows.length > shownVersions && rest(list, rows),
    note(history),
  ];
}

function rest(list, rows) {
  const button = el('button', { class: 'button button-quiet', type: 'button' }, speech.words.timeline.showAll(rows.length));
  button.addEventListener('click', () => {
    list.append(...rows.slice(shownVersions));
    button.remove();
  });
  return button;
}

function note(history) {
  const { timeline: say } = speech.words;
  if (history === 'locked') {
    return el('p', { class: 'timeline-note' }, say.locked, ' ',
      el('a', { href: addressOf('sign-in', { next: location.pathname }) }, say.signIn));
  }
  return history === 'failed' && el('p', { class: 'timeline-note' }, say.failed);
}

function entryView(entry, document, { masked, isCurrent }) {
  const { timeline: say } = speech.words;
  return el('li', { class: 'version' },
    el('div', { class: 'version-head' },
      el('span', { class: 'version-name' }, say.version(entry.version)),
      isCurrent && el('span', { class: 'version-current' }, say.current),
      entry.at !== undefined && el('time', { class: 'version-time', datetime: machineTime(entry.at) },
        entry.seen ? `${say.seen} ${speech.format.stamp(entry.at)}` : speech.format.stamp(entry.at))),
    ...changesView(entry, document, masked));
}

function changesView({ version, first, since, changes }, document, masked) {
  const { timeline: say } = speech.words;
  if (changes === null) {
    return [el('p', { class: 'version-text' }, first ? say.first : say.earlier)];
  }
  if (changes.length === 0) {
    return [el('p', { class: 'version-text' }, masked ? say.hidden : say.nothing)];
  }
  const rows = changes.map((change) => changeView(inWords(change, document, speech)));
  return [
    since !== version - 1 && el('p', { class: 'version-text' }, say.since(since)),
    el('ul', { class: 'changes', role: 'list' }, ...rows.slice(0, shownChanges)),
    rows.length > shownChanges && el('details', { class: 'changes-more' },
      el('summary', {}, say.moreChanges(rows.length - shownChanges)),
      el('ul', { class: 'changes', role: 'list' }, ...rows.slice(shownChanges))),
  ];
}

function changeView({ said, name, item, before, after }) {
  const { timeline: say } = speech.words;
  if (said !== undefined) {
    return el('li', { class: 'change' }, data(said));
  }
  return el('li', { class: 'change' },
    el('span', { class: 'change-name' }, item !== null && [data(item), ' · '], name),
    el('span', { class: 'change-values' },
      el('del', {}, hidden(say.was), data(before)),
      el('span', { class: 'change-arrow', 'aria-hidden': 'true' }, '→'),
      el('ins', {}, hidden(say.became), data(after))));
}

function hidden(word) {
  return el('span', { class: 'visually-hidden' }, `${word} `);
}
