const first = 1_000;
const longest = 30_000;

/** How long to wait before the next attempt, after so many failures: growing, and never the same for all who lost the same server. */
export function pauseAfter(failures, random = Math.random) {
  const full = Math.min(first * 2 ** (failures - 1), longest);
  return Math.round(full * (0.5 + random() / 2));
}
