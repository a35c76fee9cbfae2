import type { Observable } from 'rxjs';

/** What an observable tells, as it comes; nothing is lost while the reader is busy. Subscribes at once. */
export function eachOf<T>(events: Observable<T>): AsyncGenerator<T, void> {
  const waiting: T[] = [];
  let ended = false;
  let wake = () => {};
  const tell = () => wake();
  events.subscribe({
    next: (event) => {
      waiting.push(event);
      tell();
    },
    complete: () => {
      ended = true;
      tell();
    },
  });
  return (async function* () {
    while (waiting.length > 0 || !ended) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      yield* waiting.splice(0);
    }
  })();
}
