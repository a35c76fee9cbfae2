import { z } from 'zod';
import { codeOf, harmless } from './secrets.js';

export interface Call {
  readonly url: string;
  readonly key: string | undefined;
  readonly body: string;
  /** Seconds. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

export interface Usage {
  readonly input: number;
  readonly output: number;
}

export type Outcome =
  | { readonly type: 'said'; readonly text: string; readonly usage: Usage | undefined }
  /** `retry`: it may pass. `billed`: the endpoint may have worked on it all the same. */
  | {
      readonly type: 'failed';
      readonly reason: string;
      readonly retry: boolean;
      readonly billed: boolean;
      readonly status?: number;
      /** Seconds that the endpoint asks to wait. */
      readonly wait?: number;
    };

/** Sends one request. Whatever the other side does comes back as an outcome; only the caller's own stop is thrown. */
export async function attempt({ url, key, body, timeout, signal }: Call): Promise<Outcome> {
  const limit = AbortSignal.timeout(timeout * 1000);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  const headers = {
    'content-type': 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  try {
    const response = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers,
      body,
      signal: either,
    });
    const text = await response.text();
    return response.ok ? said(text, key) : refused(response, text, key);
  } catch (error) {
    signal?.throwIfAborted();
    const reason = limit.aborted ? `no answer in ${timeout} s` : `no connection (${codeOf(error)})`;
    // Nobody works on what never arrived.
    return { type: 'failed', reason, retry: true, billed: limit.aborted || codeOf(error) !== 'ECONNREFUSED' };
  }
}

const completion = z.object({
  choices: z.tuple(
    [z.object({ message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }) })],
    z.unknown(),
  ),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish().catch(undefined),
});

function said(text: string, key: string | undefined): Outcome {
  const parsed = completion.safeParse(jsonOf(text));
  if (!parsed.success) {
    return {
      type: 'failed',
      reason: `no chat completion: ${harmless(text, key) || 'empty'}`,
      retry: true,
      billed: true,
    };
  }
  const { choices, usage } = parsed.data;
  const { content, refusal } = choices[0].message;
  return {
    type: 'said',
    text: content ?? refusal ?? '',
    usage: usage ? { input: usage.prompt_tokens, output: usage.completion_tokens } : undefined,
  };
}

const problem = z.object({
  error: z.object({ message: z.string().catch(''), code: z.unknown(), type: z.unknown() }).partial(),
});

function refused({ status, headers }: Response, text: string, key: string | undefined): Outcome {
  const { error = {} } = problem.safeParse(jsonOf(text)).data ?? {};
  const codes = [error.code, error.type];
  if (codes.includes('content_filter')) {
    return { type: 'said', text: `(refused: ${harmless(error.message ?? text, key)})`, usage: undefined };
  }
  return {
    type: 'failed',
    reason: `HTTP ${status}: ${harmless(error.message ?? text, key) || 'no reason given'}`,
    // An account without money is told as "too many requests", and waiting does not help it.
    retry: [408, 409, 425, 429].includes(status) ? !codes.includes('insufficient_quota') : status >= 500,
    billed: false,
    status,
    wait: secondsToWait(headers.get('retry-after')),
  };
}

/** `Retry-After` is a number of seconds or a date. */
function secondsToWait(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\s*\d/.test(header) ? Number.parseFloat(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
