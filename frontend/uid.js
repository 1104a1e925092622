const possible = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether an order can have this uid; the API answers 400 for any other. */
export function isPossible(uid) {
  return possible.test(uid);
}
