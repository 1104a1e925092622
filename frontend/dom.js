const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * An element with attributes and children; text becomes text nodes, so nothing that an order says can become markup.
 * A child that is null, undefined or false is left out.
 */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for a picture. Looks come from classes and attributes: the Content-Security-Policy allows no style of its own. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(svgNamespace, name), attributes, children);
}

/** Text that somebody else wrote: its writing direction, and any control characters for it, end where it ends. */
export function data(text, className) {
  return el('bdi', { class: className ?? null }, String(text));
}

export function icon(name, className = '') {
  return el('span', { class: `icon icon-${name} ${className}`.trim(), 'aria-hidden': 'true' });
}

/** A sentence of the dictionary with elements in the place of {names}. */
export function sentence(template, elements) {
  return template.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? part : elements[part]));
}

/** An element that redraws itself only when what it shows has changed, so that focus, selection and scrolling stay elsewhere. */
export function region(element, show) {
  let shown;
  return {
    element,
    show(...values) {
      const now = JSON.stringify(values);
      if (now === shown) {
        return false;
      }
      shown = now;
      const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
      element.replaceChildren(...[show(...values)].flat().filter(Boolean));
      if (focused !== '') {
        document.getElementById(focused)?.focus({ preventScroll: true });
      }
      return true;
    },
  };
}

/** Remembers where on the screen the focus is within an element; what it gives scrolls it back there, however much has come above it. */
export function holdFocused(element) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const top = focused?.getBoundingClientRect().top;
  return () => {
    const moved = focused?.isConnected ? focused.getBoundingClientRect().top - top : 0;
    if (moved !== 0) {
      scrollBy({ top: moved, behavior: 'instant' });
    }
  };
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
