const announcer = document.getElementById('announcer');

/** Says to a screen reader what sighted readers see change. */
export function announce(sentence) {
  announcer.textContent = sentence;
}
