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
