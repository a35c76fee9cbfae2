import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '@weitiao/core';
import type { OpenaiOptions } from './openai-options.js';
import { codeOf, harmless } from './secrets.js';

const attempts = 3;
const secondsAtMost = 15;

/**
 * Whether the endpoint is there and takes the key, by asking for its list of models, which costs nothing. One that has no such list is taken to be
 * there, and so is one that answers with a fault of its own: that may pass.
 * @throws UnavailableError where nobody answers, or the key is refused
 */
export async function reach(
  { url, key: name = '$OPENAI_API_KEY', timeout, backoff }: Pick<OpenaiOptions, 'url' | 'key' | 'timeout' | 'backoff'>,
  key: string | undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  for (let tried = 1; ; tried++) {
    const limit = AbortSignal.timeout(Math.min(timeout, secondsAtMost) * 1000);
    try {
      const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
      const { status, body } = await fetch(`${url}/models`, {
        headers,
        signal: AbortSignal.any([signal, limit]),
      });
      await body?.cancel();
      if (status !== 401 && status !== 403) return;
    } catch (error) {
      signal.throwIfAborted();
      const reason = limit.aborted ? 'no answer' : `no connection (${harmless(codeOf(error), key)})`;
      if (tried === attempts)
        throw new UnavailableError(`judge openai: ${url} cannot be reached: ${reason}.\n  Nothing was asked.`);
      await sleep(Math.min(1, backoff) * 1000, undefined, { signal });
      continue;
    }
    const sent = key === undefined ? 'no key was sent: name its variable in "key"' : `the key of ${name} was sent`;
    throw new UnavailableError(`judge openai: ${url} refuses (${sent}).\n  Nothing was asked.`);
  }
}
