/** What the run gives to components. Built by the container, an argument everywhere. */
export interface Services {
  /** Aborted when the run is stopped. */
  readonly signal: AbortSignal;
  /** Tells the user something that is no error, e.g. that rows were skipped. */
  warn(message: string): void;
}
