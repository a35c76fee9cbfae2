/** One thing that a component promises. `run` throws where the promise is broken. */
export interface Check<Subject> {
  /** A sentence; the name of the test, and the key by which it is skipped. */
  readonly name: string;
  run(subject: Subject): void | Promise<void>;
}

/** Checks that do not apply, each with the reason. */
export type Skips = Readonly<Record<string, string>>;
