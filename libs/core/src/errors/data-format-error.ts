import { exitCodes, WeitiaoError } from './weitiao-error.js';

/** Data, a checkpoint or an adapter folder is not as it must be (exit code 65). */
export class DataFormatError extends WeitiaoError {
  /**
   * @param at file, or file and line
   * @param message what came, what was wanted, what to do; one that begins with a line break stands on lines of its own
   */
  constructor(
    readonly at: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message.startsWith('\n') ? `${at}${message}` : `${at}: ${message}`, exitCodes.data, options);
  }
}
