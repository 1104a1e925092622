/** The answer to a question, or null when nobody waits for it any more: an abort is a newer question's doing. */
export async function unlessLeft(signal, question) {
  try {
    return await question(signal);
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
    return null;
  }
}
