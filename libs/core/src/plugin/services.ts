/** What the run gives to components. Built by the container, an argument everywhere. */
export interface Services {
  /** Aborted when the run is stopped. */
  readonly signal: AbortSignal;
  /** Absolute; relative paths in options start here: the folder of the study or trial file, the current one for a program. */
  readonly folder: string;
  /** Tells the user something that is no error, e.g. that rows were skipped. */
  warn(message: string): void;
  /** Finds what options name by an id of a hub; absent where a program gives none. */
  readonly hub?: Hub;
}

/** Files that are named by an id of a hub. */
export interface Hub {
  /**
   * Where a file or folder is that is named by a hub, `hf:datasets/owner/name/file.json`; it is downloaded when it is not here. Undefined for a path of
   * this machine.
   * @throws StudyError, UnavailableError, DataFormatError, CannotWriteError
   */
  fetched(reference: string, signal?: AbortSignal): Promise<string | undefined>;
}
