/** Puts answers that come as they are finished into the order of what they answer. */
export async function* inOrder<T extends { readonly index: number }>(answers: AsyncIterable<T>): AsyncGenerator<T> {
  const waiting = new Map<number, T>();
  let next = 0;
  for await (const answer of answers) {
    waiting.set(answer.index, answer);
    for (let due = waiting.get(next); due !== undefined; due = waiting.get(next)) {
      waiting.delete(next++);
      yield due;
    }
  }
}
