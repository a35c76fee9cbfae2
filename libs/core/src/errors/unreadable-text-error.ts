import { DataFormatError } from './data-format-error.js';

/** One of the texts that a model was asked about is none that it can read: too long, empty, or of another vocabulary (exit code 65). */
export class UnreadableTextError extends DataFormatError {
  /**
   * @param index which of them
   * @param at what it is called where nobody knows it better, e.g. `prompt 3`
   */
  constructor(
    readonly index: number,
    at: string,
    readonly reason: string,
  ) {
    super(at, reason);
  }

  /** The same by the name that who asked knows it by, a line of a file or the id of a question; any other error comes back as it is. */
  static named(error: unknown, nameOf: (index: number) => string): unknown {
    if (!(error instanceof UnreadableTextError)) return error;
    return new DataFormatError(nameOf(error.index), error.reason, { cause: error });
  }
}
