/** Cuts a source into arrays of `size` items, the last may be shorter: what is sorted by length need not be in memory as a whole. */
export async function* inWindows<T>(
  source: Iterable<T> | AsyncIterable<T>,
  size: number,
): AsyncGenerator<readonly T[]> {
  let window: T[] = [];
  for await (const item of source) {
    window.push(item);
    if (window.length < size) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}
