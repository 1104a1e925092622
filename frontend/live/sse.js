/**
 * Reads a stream of server-sent events as it comes, in pieces of any size, as the HTML standard says. EventSource cannot send a key.
 * `onEvent` gets { type, data, id }; the id is the last one that was given, also by an earlier event.
 */
export function sseReader(onEvent) {
  let rest = '';
  let begun = false;
  let endedWithReturn = false;
  let type = '';
  let data = [];
  let id = '';

  function line(text) {
    if (text === '') {
      dispatch();
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) {
      return;
    }
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      data.push(value);
    } else if (field === 'event') {
      type = value;
    } else if (field === 'id' && !value.includes('\0')) {
      id = value;
    }
  }

  function dispatch() {
    if (data.length > 0) {
      onEvent({ type: type || 'message', data: data.join('\n'), id });
    }
    type = '';
    data = [];
  }

  return function read(text) {
    let piece = text;
    if (!begun && piece !== '') {
      begun = true;
      piece = piece.replace(/^\ufeff/, '');
    }
    // A line may end with CR LF, and the two may come in different pieces.
    if (endedWithReturn && piece !== '') {
      endedWithReturn = false;
      piece = piece.replace(/^\n/, '');
    }
    rest += piece;
    endedWithReturn = rest.endsWith('\r');
    const lines = rest.split(/\r\n|\r|\n/);
    rest = lines.pop();
    lines.forEach(line);
  };
}
