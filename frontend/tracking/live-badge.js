import { el } from '../dom.js';
import { words } from '../language/current.js';

/** Whether the page follows the order. The announcer speaks of changes; that a connection comes and goes is for the eye. */
export function liveBadge(live) {
  return live === 'off' ? null : el('p', { class: `live live-${live}` }, el('span', { class: 'live-dot', 'aria-hidden': 'true' }), words.live[live]);
}
