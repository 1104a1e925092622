import { el } from '../../dom.js';
import { format, words } from '../../language/current.js';
import { faultText } from './faults.js';
import { layOut, placeFaults, positionOf } from './json-lines.js';

const shownLines = 60;
const shownCharacters = 2_000;

/** The message, laid out, with each fault at the place that it is about. What is no JSON is shown as it came. */
export function payloadView({ payload, payload_base64, details }) {
  const { letters } = words;
  if (payload === undefined && payload_base64 === undefined) {
    return el('p', { class: 'hint' }, letters.hiddenPayload);
  }
  if (payload === null) {
    return el('p', { class: 'hint' }, letters.noPayload);
  }
  if (payload === undefined) {
    return [el('p', { class: 'hint' }, letters.binary(format.bytes(Math.floor((payload_base64.length * 3) / 4)))), block([line(beginning(payload_base64))])];
  }
  const { lines, error } = layOut(payload);
  if (error !== null) {
    const { line: number } = positionOf(payload, error);
    return block(payload.split('\n').map((text, index) => line(beginning(text), 0, index + 1 === number)));
  }
  const placed = placeFaults(lines, details);
  return block(lines.map(({ depth, text }, index) => line(beginning(text), depth, placed.has(index), placed.get(index))));
}

function block(rows) {
  const pre = el('pre', { class: 'payload', tabindex: '0', role: 'group', 'aria-label': words.letters.payload }, ...rows.slice(0, shownLines));
  if (rows.length <= shownLines) {
    return pre;
  }
  const more = el('button', { class: 'button button-quiet', type: 'button' }, words.letters.wholePayload);
  more.addEventListener('click', () => {
    pre.append(...rows.slice(shownLines));
    more.remove();
    pre.focus();
  });
  return [pre, more];
}

// Depth is a class, since a style attribute would need 'unsafe-inline'.
function line(text, depth = 0, isBad = false, faults = []) {
  return el('span', { class: `line depth-${Math.min(depth, 8)}${isBad ? ' line-bad' : ''}` },
    el('bdi', { class: 'line-text' }, text === '' ? ' ' : text),
    ...faults.flatMap((fault) => [' ', el('span', { class: 'line-fault' },
      !fault.isHere && el('code', {}, `${fault.path}: ${words.letters.missing}. `), faultText(fault))]));
}

function beginning(text) {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
