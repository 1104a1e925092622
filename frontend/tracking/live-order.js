import { follow } from '../live/follow.js';

/** Follows one order while somebody looks: a hidden page lets go of its connection, and takes it up again where it was. */
export function liveOrder(path, { key, version, dispatch }) {
  const stream = follow(path, {
    headers: () => (key === null ? {} : { 'x-api-key': key }),
    lastEventId: version === null ? '' : String(version),
    onStatus: (live) => dispatch({ type: 'live-changed', live }),
    onEvent({ type, id, data }, headers) {
      if (type === 'order') {
        dispatch({
          type: 'arrived', version: Number.parseInt(id, 10), order: JSON.parse(data),
          at: new Date().toISOString(), masked: headers.get('x-masked') === 'true',
        });
      }
    },
  });
  const visibility = () => (document.hidden ? stream.sleep() : stream.wake());
  const listening = new AbortController();
  document.addEventListener('visibilitychange', visibility, listening);
  addEventListener('pagehide', stream.sleep, listening);
  addEventListener('pageshow', visibility, listening);
  addEventListener('online', stream.hurry, listening);
  visibility();
  return {
    stop() {
      listening.abort();
      stream.stop();
    },
  };
}
