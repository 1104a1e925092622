import { el } from '../dom.js';

/** Gets style sheets that only some views need; they are there when it resolves, so that nothing is ever seen without them. */
export function styles(...addresses) {
  return Promise.all(addresses.map((href) => {
    if (document.head.querySelector(`link[href="${href}"]`)) {
      return undefined;
    }
    const link = el('link', { rel: 'stylesheet', href });
    const loaded = new Promise((resolve, reject) => {
      link.addEventListener('load', resolve);
      link.addEventListener('error', () => reject(new TypeError(`No style sheet at ${href}`)));
    });
    document.head.append(link);
    return loaded;
  }));
}
