import { exitCodes, WeitiaoError } from './weitiao-error.js';

/** Data, a checkpoint or an adapter folder is not as it must be (exit code 65). */
export class DataFormatError extends WeitiaoError {
  /**
   * @param at file, or file and line
   * @param message what came, what was wanted, what to do
   */
  constructor(
    readonly at: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${at}: ${message}`, exitCodes.data, options);
  }
}
