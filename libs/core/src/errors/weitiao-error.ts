const marker = Symbol.for('weitiao.error');

/** Exit codes of the command; every launcher relies on them. */
export const exitCodes = {
  done: 0,
  options: 64,
  data: 65,
  unavailable: 69,
  defect: 70,
  cannotWrite: 74,
  interrupted: 75,
  fenced: 76,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error that a user can act on: says what came, what was wanted and what to do. */
export class WeitiaoError extends Error {
  readonly [marker] = true;
  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }

  /** Recognises errors of another installed copy of this package too. */
  static isInstance(error: unknown): error is WeitiaoError {
    return typeof error === 'object' && error !== null && marker in error;
  }
}
