import type { StepEnd } from '../loop/training-event.js';

/** How fast a run goes, smoothed over about ten steps. */
export class Pace {
  #seconds: number | undefined;
  #tokens = 0;

  add({ seconds, tokens }: StepEnd): void {
    const blend = (old: number, fresh: number) => 0.9 * old + 0.1 * fresh;
    this.#tokens = this.#seconds === undefined ? tokens : blend(this.#tokens, tokens);
    this.#seconds = this.#seconds === undefined ? seconds : blend(this.#seconds, seconds);
  }

  get tokensPerSecond(): number {
    return this.#seconds ? this.#tokens / this.#seconds : 0;
  }

  secondsFor(steps: number): number {
    return steps * (this.#seconds ?? 0);
  }
}
