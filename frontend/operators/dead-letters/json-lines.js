/**
 * Lays JSON text out in lines, without changing a character of any value: numbers keep their digits and a member that is there twice is shown twice.
 * Each line says where it is, in the way in which faults do: `$`, `delivery.phone`, `items[3].sale`.
 * Gives { lines: [{ depth, path, text }], error }; error is the offset at which the text stops being JSON, or null. The lines before it are there.
 */
export function layOut(source) {
  const lines = [];
  // A byte order mark is dropped by the service too.
  let at = source.startsWith('\ufeff') ? 1 : 0;
  let current = null;

  function begin(depth, path) {
    current = { depth, path, text: '' };
    lines.push(current);
  }

  function space() {
    while (blank.includes(source[at])) {
      at += 1;
    }
  }

  function take(pattern) {
    pattern.lastIndex = at;
    const [token] = pattern.exec(source) ?? [];
    if (token === undefined) {
      throw new NotJson(at);
    }
    at += token.length;
    current.text += token;
    return token;
  }

  function value(depth, path) {
    space();
    if (depth > deepest) {
      throw new NotJson(at);
    }
    if (source[at] === '{') {
      members('{', '}', depth, path, () => {
        const name = nameOf(take(string));
        space();
        take(colon);
        current.text += ' ';
        current.path = path === '$' ? name : `${path}.${name}`;
        return current.path;
      });
    } else if (source[at] === '[') {
      members('[', ']', depth, path, (index) => {
        current.path = `${path}[${index}]`;
        return current.path;
      });
    } else {
      take(scalar);
    }
  }

  function members(open, close, depth, path, locate) {
    at += 1;
    current.text += open;
    space();
    if (source[at] === close) {
      at += 1;
      current.text += close;
      return;
    }
    for (let index = 0; ; index++) {
      space();
      begin(depth + 1, path);
      value(depth + 1, locate(index));
      space();
      if (source[at] !== ',') {
        break;
      }
      at += 1;
      current.text += ',';
    }
    if (source[at] !== close) {
      throw new NotJson(at);
    }
    at += 1;
    begin(depth, path);
    current.text = close;
  }

  try {
    begin(0, '$');
    value(0, '$');
    space();
    return { lines, error: at < source.length ? at : null };
  } catch (error) {
    if (error instanceof NotJson) {
      return { lines, error: error.offset };
    }
    throw error;
  }
}

/** The faults by the line that they belong to; those of members that are not there go to what should contain them. */
export function placeFaults(lines, faults) {
  const first = new Map();
  lines.forEach(({ path }, index) => first.has(path) || first.set(path, index));
  const placed = new Map();
  for (const fault of faults) {
    let path = fault.path;
    while (!first.has(path) && path !== '$') {
      path = parentOf(path);
    }
    const index = first.get(path) ?? 0;
    placed.set(index, [...(placed.get(index) ?? []), { ...fault, isHere: path === fault.path }]);
  }
  return placed;
}

/** Offset to line and column, from 1, as people count. */
export function positionOf(source, offset) {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1).length + 1 };
}

const deepest = 64;
const blank = [' ', '\n', '\r', '\t'];
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const colon = /:/y;
const scalar = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class NotJson extends Error {
  constructor(offset) {
    super();
    this.offset = offset;
  }
}

function nameOf(token) {
  try {
    return JSON.parse(token);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return token.slice(1, -1);
    }
    throw error;
  }
}

function parentOf(path) {
  const cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
  return cut > 0 ? path.slice(0, cut) : '$';
}
