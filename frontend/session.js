import { ask } from './asking/ask.js';

const kept = 'orders.key';

/**
 * Who is at this page. The key lives in the tab's session storage; whether it is good, and whether one is needed at all, says the gateway.
 * `state`: { known, operator, keys, masked } — known: the gateway has answered, or could not; keys: keys are configured, so that signing in is
 * possible; masked: personal details are hidden from this reader.
 */
export function openSession(changed, { storage = sessionStorage, fetch } = {}) {
  const session = {
    state: { known: false, operator: false, keys: true, masked: false },
    get key() {
      return storage.getItem(kept);
    },

    /** Asks the gateway what the key that is kept allows. One that is not good any more is forgotten: wrong keys are counted against whoever sends them. */
    async refresh() {
      const { key } = session;
      const answer = await check(key, fetch);
      if (answer !== null && !answer.operator && key === session.key) {
        storage.removeItem(kept);
      }
      become(answer ?? { known: true, operator: session.key !== null, keys: true, masked: false });
    },

    /** Gives 'in', 'wrong' or 'failed'; the key is kept only when it is good. */
    async signIn(key) {
      const answer = await check(key, fetch);
      if (answer === null) {
        return 'failed';
      }
      if (!answer.operator) {
        return 'wrong';
      }
      storage.setItem(kept, key);
      become(answer);
      return 'in';
    },

    signOut() {
      storage.removeItem(kept);
      become({ ...session.state, operator: false });
    },
  };

  function become(state) {
    session.state = state;
    changed(session);
  }
  return session;
}

async function check(key, fetch) {
  const answer = await ask('/api/session', { key, fetch });
  return answer.kind === 'ok' && answer.body !== null
    ? { known: true, operator: answer.body.operator === true, keys: answer.body.keys === true, masked: answer.body.masked === true }
    : null;
}
