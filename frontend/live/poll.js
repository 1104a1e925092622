/**
 * Does the same work again and again, never two at once and only while the page is seen. `work` gives the seconds until the next time.
 */
export function poll(work, { page = document, setTimer = setTimeout, clearTimer = clearTimeout } = {}) {
  let timer;
  let working = false;
  let stopped = false;

  async function turn() {
    clearTimer(timer);
    if (working || stopped || page.hidden) {
      return;
    }
    working = true;
    let pause;
    try {
      pause = await work();
    } finally {
      working = false;
    }
    if (!stopped && !page.hidden) {
      timer = setTimer(turn, pause * 1000);
    }
  }

  page.addEventListener('visibilitychange', turn);
  turn();
  return {
    now: turn,
    stop() {
      stopped = true;
      clearTimer(timer);
      page.removeEventListener('visibilitychange', turn);
    },
  };
}
