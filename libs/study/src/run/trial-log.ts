import type { EngineInfo } from '@weitiao/core';
import { Subject, type Observer } from 'rxjs';
import type { Attempt } from './attempt.js';
import type { TrialEvent } from './trial-event.js';

/**
 * Where the events of a trial go: to the attempt's file, then to whoever listens. A file that cannot be written is a reason
 * to stop, and events come where nothing may be thrown; so the failure is kept for the next safe point.
 */
export class TrialLog {
  readonly #listeners = new Subject<TrialEvent>();
  #attempt: Attempt | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(listener: Partial<Observer<TrialEvent>> = {}) {
    this.#listeners.subscribe(listener);
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** From now on events are written into the attempt's file too. */
  begin(attempt: Attempt, engine: EngineInfo): void {
    this.#attempt = attempt;
    this.tell({ type: 'attempt-begun', attempt: attempt.number });
    this.tell({ type: 'engine-started', ...engine });
  }

  tell(event: TrialEvent): void;
  /** @returns `value` */
  tell<T>(event: TrialEvent, value: T): T;
  tell<T>(event: TrialEvent, value?: T): T | undefined {
    try {
      this.#attempt?.record(event);
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#listeners.next(event);
    return value;
  }

  /** @throws CannotWriteError when an event could not be written */
  check(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
