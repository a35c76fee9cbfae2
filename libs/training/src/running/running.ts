import { setImmediate } from 'node:timers/promises';
import { Subject, type Observable } from 'rxjs';

/** Work in progress: await it for the result, subscribe to what happens meanwhile. */
export interface Running<Result, Event> extends PromiseLike<Result> {
  /**
   * What happens, to everybody who subscribed by then; the work begins after the code that started it has run on. Completes when the work ends, well or
   * not: the error belongs to whoever awaits. Unsubscribing changes nothing.
   */
  readonly events: Observable<Event>;
  /** Asks the work to end at its next safe point; resolves when it has ended, well or not. */
  stop(): Promise<void>;
}

/**
 * Starts work that is written as an async generator: what it yields are the events, what it returns is the result.
 * @param work looks at `signal` at its safe points, and returns when that is aborted
 */
export function running<Result, Event>(
  work: (signal: AbortSignal) => AsyncGenerator<Event, Result>,
): Running<Result, Event> {
  const stopping = new AbortController();
  const events = new Subject<Event>();
  const result = drive(work, stopping.signal, events);
  const ended = result.then(
    () => undefined,
    () => undefined, // whoever awaits gets the error; nobody is obliged to
  );
  return {
    events: events.asObservable(),
    then: (onFulfilled, onRejected) => result.then(onFulfilled, onRejected),
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

async function drive<Result, Event>(
  work: (signal: AbortSignal) => AsyncGenerator<Event, Result>,
  signal: AbortSignal,
  events: Subject<Event>,
): Promise<Result> {
  await setImmediate();
  try {
    const generator = work(signal);
    let step = await generator.next();
    while (!step.done) {
      events.next(step.value);
      step = await generator.next();
    }
    return step.value;
  } finally {
    events.complete();
  }
}
