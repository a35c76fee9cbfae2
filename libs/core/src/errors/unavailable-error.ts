import { exitCodes, WeitiaoError } from './weitiao-error.js';

/** An engine or a service that is needed cannot be had (exit code 69). */
export class UnavailableError extends WeitiaoError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.unavailable, options);
  }
}
