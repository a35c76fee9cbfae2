import { UnavailableError } from '@weitiao/core';
import type { Usage } from './attempt.js';
import type { OpenaiOptions } from './openai-options.js';

/** Keeps what verdicts cost below the limit: what a request may cost at most is set aside before it is sent. */
export class Budget {
  private spent = 0;
  private held = 0;
  private verdicts = 0;
  private waiting: (() => void)[] = [];
  private readonly limit: number;
  private readonly currency: string;

  constructor(private readonly options: Pick<OpenaiOptions, 'limit' | 'prices' | 'maxTokens'>) {
    const { limit = Infinity } = options;
    this.limit = typeof limit === 'number' ? limit : Number.parseFloat(limit);
    this.currency = typeof limit === 'number' ? '' : ` ${limit.slice(-3)}`;
  }

  /**
   * Sets aside what the request can cost at most: no text has more tokens than bytes. Waits for requests on their way where those decide.
   * @returns that price
   * @throws UnavailableError where it would pass the limit
   */
  async reserve(body: string): Promise<number> {
    const most = this.price({ input: Buffer.byteLength(body), output: this.options.maxTokens });
    while (this.spent + this.held + most > this.limit) {
      if (this.held === 0) throw this.used(most);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.held += most;
    return most;
  }

  /** @param cost what the request of that reservation came to */
  settle(reserved: number, cost: number, isVerdict: boolean): void {
    this.held = Math.max(0, this.held - reserved);
    // Sums of fractions leave a rest; without requests on their way nothing is held.
    if (this.held < 1e-9 * reserved) this.held = 0;
    this.spent += cost;
    this.verdicts += Number(isVerdict);
    this.waiting.splice(0).forEach((resume) => resume());
  }

  price({ input, output }: Usage): number {
    const { prices } = this.options;
    return prices ? (input * prices.input + output * prices.output) / 1e6 : 0;
  }

  private used(most: number): UnavailableError {
    const shown = (amount: number): string => `${Number(amount.toPrecision(4))}${this.currency}`;
    return new UnavailableError(
      `judge openai: ${this.verdicts} verdicts cost ${shown(this.spent)}, and the next may cost ${shown(most)}: the limit of ` +
        `${shown(this.limit)} would be passed.\n  Raise "limit" and run again: what is marked is kept.`,
    );
  }
}
