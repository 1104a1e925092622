const possible = /^[A-Za-z0-9_-]{1,64}$/;
const operators = ['orders', 'dead-letters', 'operations', 'sign-in'];

/** Whether an order can have this uid; the API answers 400 for any other. */
export function isPossible(uid) {
  return possible.test(uid);
}

/** What an address asks for: { view, ... }. The view is one of start, order, orders, dead-letters, operations, sign-in, nothing. */
export function routeOf({ pathname, search }) {
  const query = new URLSearchParams(search);
  const path = pathname.replace(/(.)\/$/, '$1');
  if (path === '/') {
    const uid = (query.get('uid') ?? '').trim();
    return uid === '' ? { view: 'start' } : { view: 'order', uid };
  }
  const [, area, page, ...rest] = path.split('/');
  if (area === 'orders' && page !== undefined && rest.length === 0) {
    return { view: 'order', uid: decoded(page).trim() };
  }
  if (area === 'operators' && operators.includes(page) && rest.length === 0) {
    return { view: page, ...operatorsQuery(page, query) };
  }
  return { view: 'nothing' };
}

/** The address that shows this order; it can be shared. One that no order can have stays a query, since it could break a path. */
export function addressOfOrder(uid) {
  if (uid === '') {
    return '/';
  }
  return isPossible(uid) ? `/orders/${uid}` : `/?uid=${encodeURIComponent(uid)}`;
}

export function addressOf(view, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return `/operators/${view}${given.length === 0 ? '' : `?${new URLSearchParams(given)}`}`;
}

/** Where to go after signing in: an address of this page, or the list of orders; never another site. */
export function afterSignIn(next) {
  return /^\/[^/\\]/.test(next ?? '') ? next : addressOf('orders');
}

/** The same address in another language; without one the language is left to choice. */
export function withLanguage(address, language) {
  const url = new URL(address, 'http://page');
  url.searchParams.delete('lang');
  if (language) {
    url.searchParams.set('lang', language);
  }
  return url.pathname + url.search + url.hash;
}

function operatorsQuery(page, query) {
  const text = (name) => query.get(name)?.trim() ?? '';
  switch (page) {
    case 'orders': return { customer_id: text('customer_id'), track_number: text('track_number'), cursor: text('cursor') };
    case 'dead-letters': return { reason: text('reason'), cursor: text('cursor') };
    case 'sign-in': return { next: text('next') };
    default: return {};
  }
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) {
      return segment;
    }
    throw error;
  }
}
