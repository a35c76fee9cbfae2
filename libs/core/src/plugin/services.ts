/** What the run gives to components. Built by the container, an argument everywhere. */
export interface Services {
  /** Aborted when the run is stopped. */
  readonly signal: AbortSignal;
  /** Absolute; relative paths in options start here: the folder of the study or trial file, the current one for a program. */
  readonly folder: string;
  /** Tells the user something that is no error, e.g. that rows were skipped. */
  warn(message: string): void;
}
