/** A failure that the user can do something about; `exitCode` is the command's. */
export class EngineError extends Error {
  /**
   * @param {string} message what is missing and how to get it
   * @param {69 | 70 | 74 | 75} exitCode 69 unavailable, 70 defect, 74 cannot write, 75 interrupted
   */
  constructor(message, exitCode = 69, /** @type {ErrorOptions | undefined} */ options = undefined) {
    super(message, options);
    this.name = 'EngineError';
    this.exitCode = exitCode;
  }
}
