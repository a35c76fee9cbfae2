import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError, type Marking } from '@weitiao/core';
import { attempt, type Outcome } from './attempt.js';
import { Budget } from './budget.js';
import type { OpenaiOptions } from './openai-options.js';

const longestBackoff = 60;
/** Who asks to wait longer than this, in seconds, does not answer today. */
const longestWait = 600;

/** One endpoint and what is known of it: cost so far, whether it wants us to wait, whether it refuses us. */
export class Endpoint {
  private readonly budget: Budget;
  /** What every further request would get too, e.g. that the key is wrong. */
  private refusal: UnavailableError | undefined;
  /** Nobody asks before then: milliseconds of `performance.now()`. */
  private resumeAt = 0;

  constructor(
    private readonly options: OpenaiOptions,
    private readonly key: string | undefined,
  ) {
    this.budget = new Budget(options);
  }

  async verdict(prompt: string, signal?: AbortSignal): Promise<Marking> {
    const { url, timeout, retries } = this.options;
    const body = this.body(prompt);
    let cost = 0;
    for (let tried = 1; ; tried++) {
      await this.pause(signal);
      const reserved = await this.budget.reserve(body);
      const outcome = await attempt({ url, key: this.key, body, timeout, signal }).catch((stop: unknown) => {
        this.budget.settle(reserved, reserved, false);
        throw stop;
      });
      const price = this.priceOf(outcome, reserved);
      this.budget.settle(reserved, price, outcome.type === 'said');
      cost += price;
      if (outcome.type === 'said') return { verdict: outcome.text, ...(this.options.prices ? { cost } : {}) };
      if (!outcome.retry || tried > retries || (outcome.wait ?? 0) > longestWait) throw this.failure(outcome, tried);
      await this.waitAfter(outcome, tried, signal);
    }
  }

  private body(prompt: string): string {
    const { model, system, temperature, maxTokens, seed, fields } = this.options;
    const messages = [
      ...(system === '' ? [] : [{ role: 'system', content: system }]),
      { role: 'user', content: prompt },
    ];
    const body = { model, messages, temperature, max_tokens: maxTokens, seed, ...fields };
    return JSON.stringify(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)));
  }

  private priceOf(outcome: Outcome, reserved: number): number {
    if (outcome.type === 'failed') return outcome.billed ? reserved : 0;
    return outcome.usage ? this.budget.price(outcome.usage) : reserved;
  }

  /** Waits as long as the endpoint asks for, all requests alike; else longer after each attempt. */
  private async waitAfter(outcome: Outcome & { type: 'failed' }, tried: number, signal?: AbortSignal): Promise<void> {
    if (outcome.wait !== undefined) this.resumeAt = Math.max(this.resumeAt, performance.now() + outcome.wait * 1000);
    const seconds = Math.min(longestBackoff, this.options.backoff * 2 ** (tried - 1));
    await sleep(outcome.wait === undefined ? seconds * 1000 : 0, undefined, { signal });
  }

  private async pause(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const rest = this.resumeAt - performance.now();
    if (rest > 0) await sleep(rest, undefined, { signal });
    if (this.refusal) throw this.refusal;
  }

  private failure({ reason, retry, status }: Outcome & { type: 'failed' }, tried: number): UnavailableError {
    const { url, model, key = '$OPENAI_API_KEY' } = this.options;
    if (retry) {
      return new UnavailableError(
        `judge openai: ${url} gave no verdict in ${tried} attempts; at last: ${reason}.\n  Run again when it answers: what is marked is kept.`,
      );
    }
    // Of such a request alone: another prompt may be short enough.
    const isOfPrompt = [400, 413, 422].includes(status ?? 0);
    const isKey = status === 401 || status === 403;
    const from = this.key === undefined ? 'no key was sent: name its variable in "key"' : `the key of ${key} was sent`;
    const told = isKey ? `refuses (${from})` : `refuses requests for model "${model}"`;
    const error = new UnavailableError(`judge openai: ${url} ${told}. ${reason}`);
    if (!isOfPrompt) this.refusal = error;
    return error;
  }
}
