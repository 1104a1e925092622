const possible = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether an order can have this uid; the API answers 400 for any other. */
export function isPossible(uid) {
  return possible.test(uid);
}

/** The uid that an address of this page asks for: /orders/{uid} or ?uid=, or '' when it asks for none. */
export function fromAddress({ pathname, search }) {
  const path = /^\/orders\/([^/]+)\/?$/.exec(pathname);
  return (path ? decode(path[1]) : new URLSearchParams(search).get('uid') ?? '').trim();
}

/** The address that shows this order; it can be shared. One that no order can have stays a query, since it could break a path. */
export function toAddress(uid) {
  if (uid === '') {
    return '/';
  }
  return isPossible(uid) ? `/orders/${uid}` : `/?uid=${encodeURIComponent(uid)}`;
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) {
      return segment;
    }
    throw error;
  }
}
