const kept = 'orders.theme';

export const themes = ['auto', 'light', 'dark'];

export function theme() {
  const chosen = localStorage.getItem(kept);
  return themes.includes(chosen) ? chosen : 'auto';
}

/** `auto` follows the system; the colours themselves are in css/tokens.css. */
export function wear(chosen) {
  localStorage.setItem(kept, chosen);
  showTheme();
}

export function showTheme() {
  document.documentElement.dataset.theme = theme();
}
