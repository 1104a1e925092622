/** Whether an answer means that the key is missing or not good any more. */
export function needsKey({ kind, status }) {
  return kind === 'refused' && status === 401;
}
