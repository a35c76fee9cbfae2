import { exitCodes, WeitiaoError } from './weitiao-error.js';

/** What the user asked for cannot be done: a bad study, trial file, command line or option (exit code 64). */
export class StudyError extends WeitiaoError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.options, options);
  }
}
