import { data, el, icon, region } from '../dom.js';
import * as speech from '../language/current.js';
import { machineTime } from '../language/format.js';
import { addressOf } from '../routes.js';
import { inWords } from './changes.js';
import { timeline } from './diff.js';

const shownVersions = 20;
const shownChanges = 6;

/**
 * Every version that is known, newest first, each with what it changed in words. A version stays where it is while newer ones come: what
 * the reader has opened in it, the focus in it and the place they have scrolled to outlive an update.
 */
export function timelineView() {
  const list = el('ol', { class: 'timeline', role: 'list' });
  const rest = region(el('div', {}), (hiddenVersions, all) => hiddenVersions > 0 && showAll(all));
  const below = region(el('div', {}), note);
  const views = new Map();
  let shown = [];
  let oldest = Infinity;

  function draw([versions, , masked, current]) {
    const entries = timeline(versions);
    const count = Math.max(shownVersions, entries.filter(({ version }) => version >= oldest).length);
    const documents = new Map(versions.map(({ version, document }) => [version, document]));
    const elements = entries.slice(0, count).map((entry) => {
      const view = views.get(entry.version) ?? versionView();
      views.set(entry.version, view);
      view.show(entry, documents.get(entry.version), masked, entry.version === current);
      return view.element;
    });
    elements.forEach((element, index) => element === list.children[index] || list.insertBefore(element, list.children[index] ?? null));
    oldest = entries[elements.length - 1]?.version ?? Infinity;
    rest.show(entries.length - elements.length, entries.length);
  }

  function showAll(all) {
    return el('button', { class: 'button button-quiet', type: 'button', onclick: () => {
      oldest = 0;
      draw(shown);
    } }, speech.words.timeline.showAll(all));
  }

  return {
    element: el('section', { class: 'card part timeline-part' },
      el('h2', { class: 'part-title' }, icon('clock'), speech.words.timeline.title), list, rest.element, below.element),
    show(...facts) {
      if (facts.some((fact, index) => fact !== shown[index])) {
        shown = facts;
        draw(facts);
        below.show(facts[1]);
      }
    },
  };
}

function note(history) {
  const { timeline: say } = speech.words;
  if (history === 'locked') {
    return el('p', { class: 'timeline-note' }, say.locked, ' ',
      el('a', { href: addressOf('sign-in', { next: location.pathname }) }, say.signIn));
  }
  return history === 'failed' && el('p', { class: 'timeline-note' }, say.failed);
}

function versionView() {
  const head = region(el('div', { class: 'version-head' }), headView);
  let open = false;
  const changes = region(el('div', {}), (entry, document, masked) =>
    changesView(entry, document, masked, { open, ontoggle: ({ target }) => { open = target.open; } }));
  return {
    element: el('li', { class: 'version' }, head.element, changes.element),
    show({ version, at, seen, ...entry }, document, masked, isCurrent) {
      head.show(version, at, seen, isCurrent);
      changes.show({ version, ...entry }, document, masked);
    },
  };
}

function headView(version, at, seen, isCurrent) {
  const { timeline: say } = speech.words;
  return [
    el('span', { class: 'version-name' }, say.version(version)),
    isCurrent && el('span', { class: 'version-current' }, say.current),
    at !== undefined && el('time', { class: 'version-time', datetime: machineTime(at) },
      seen ? `${say.seen} ${speech.format.stamp(at)}` : speech.format.stamp(at)),
  ];
}

function changesView({ version, first, since, changes }, document, masked, more) {
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
    rows.length > shownChanges && el('details', { class: 'changes-more', ...more },
      el('summary', { id: `changes-of-${version}` }, say.moreChanges(rows.length - shownChanges)),
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
