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

/** The path of one line, for SVG's `d`. Where a value is missing the line is too; a value alone between two gaps is a dot. */
export function linePath(values, x, y) {
  return runs(values).map(({ start, run }) => {
    const points = run.map((value, index) => `${round(x(start + index))} ${round(y(value))}`);
    return points.length === 1 ? `M${points[0]}h0` : `M${points.join('L')}`;
  }).join('');
}

/** The path of the area between the line and the ground. */
export function areaPath(values, x, y) {
  return runs(values).filter(({ run }) => run.length > 1).map(({ start, run }) => {
    const points = run.map((value, index) => `L${round(x(start + index))} ${round(y(value))}`);
    return `M${round(x(start))} ${round(y(0))}${points.join('')}L${round(x(start + run.length - 1))} ${round(y(0))}Z`;
  }).join('');
}

function runs(values) {
  const found = [];
  let open = null;
  values.forEach((value, index) => {
    if (value === null) {
      open = null;
    } else if (open === null) {
      open = { start: index, run: [value] };
      found.push(open);
    } else {
      open.run.push(value);
    }
  });
  return found;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
