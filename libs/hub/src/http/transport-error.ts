/** A connection that failed, or an answer that may be another a moment later: worth another try. */
export class TransportError extends Error {
  /** @param waitMs how long the server asked to wait */
  constructor(
    message: string,
    readonly waitMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An answer that will not change by asking again. */
export class StatusError extends Error {
  constructor(
    readonly status: number,
    /** `X-Error-Code` of Hugging Face. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What went wrong with a connection, in words; undefined for an error that is none of a connection. */
export function connectionFault(error: unknown): string | undefined {
  const { code = '', cause } = error as NodeJS.ErrnoException;
  const known = faults[code];
  if (known !== undefined) return known;
  if (code.startsWith('UND_ERR') || /^(E[A-Z]+|CERT_|ERR_TLS|ERR_SSL|DEPTH_|SELF_|UNABLE_)/.test(code))
    return code.startsWith('UND_ERR') ? 'the connection failed' : `the connection failed (${code})`;
  return cause === undefined ? undefined : connectionFault(cause);
}

const faults: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no host of that name, or no network',
  EAI_AGAIN: 'the host could not be looked up: is there a network?',
  ECONNRESET: 'the connection was broken off',
  UND_ERR_SOCKET: 'the connection was broken off',
  UND_ERR_CONNECT_TIMEOUT: 'nobody answered in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped halfway',
};
