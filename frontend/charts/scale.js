/** Round numbers from 0 to at least `highest`, about `count` steps: 0, 20, 40, 60. Nothing to show gives 0 and 1. */
export function ticks(highest, count = 3) {
  if (!(highest > 0)) {
    return [0, 1];
  }
  const rough = highest / count;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough * (1 - 1e-9));
  const steps = Math.max(1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Maps one range of numbers to another, straight. */
export function linear([from, to], [start, end]) {
  const factor = to === from ? 0 : (end - start) / (to - from);
  return (value) => start + (value - from) * factor;
}

export function highest(series) {
  return series.reduce((most, { values }) => values.reduce((inner, value) => (value !== null && value > inner ? value : inner), most), 0);
}
