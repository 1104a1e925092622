/** The languages of the page. */
export const languages = ['ru', 'en'];

/** Which language to speak: what the address says, else what was chosen here before, else what the browser prefers. */
export function choose({ search, chosen, preferred }) {
  const wanted = [new URLSearchParams(search).get('lang'), chosen, ...preferred];
  return wanted.map(known).find((language) => language !== null) ?? 'en';
}

function known(tag) {
  const language = (tag ?? '').toLowerCase().split('-')[0];
  return languages.includes(language) ? language : null;
}
