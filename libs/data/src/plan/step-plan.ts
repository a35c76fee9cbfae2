import type { ExampleLengths } from '../examples/index.js';
import type { Budget } from './budget.js';
import type { EpochOrder } from './epoch-order.js';

/** The examples of every step. Any step can be asked for at any time: nothing depends on those that went before. */
export class StepPlan implements Iterable<number[]> {
  /** How many steps. */
  readonly steps: number;
  /** Number of the first step of each epoch that has been looked at, and of the one after them. */
  private readonly firstSteps: number[] = [0];
  private latest: { readonly epoch: number; readonly order: EpochOrder } | undefined;

  /**
   * @param orderOf pure: the same order for the same epoch
   * @param stepsPerEpoch where it is the same in every epoch, so that no order need be made to count it
   */
  constructor(
    private readonly data: ExampleLengths,
    budget: Budget,
    private readonly orderOf: (epoch: number) => EpochOrder,
    private readonly stepsPerEpoch?: number,
  ) {
    if ('steps' in budget) this.steps = budget.steps;
    else this.steps = 'epochs' in budget ? this.stepsOfEpochs(budget.epochs) : this.stepsOfTokens(budget.tokens);
  }

  /**
   * @param step from 0
   * @throws RangeError past the end
   */
  at(step: number): number[] {
    if (!(step >= 0 && step < this.steps)) throw new RangeError(`There is no step ${step}; there are ${this.steps}.`);
    const epoch = this.epochOf(step);
    const { examples, starts } = this.order(epoch);
    const place = step - this.firstSteps[epoch]!;
    return [...examples.subarray(starts[place], starts[place + 1])];
  }

  /** The epoch, from 0, that a step lies in. */
  epochOf(step: number): number {
    while (this.firstSteps.at(-1)! <= step) this.lookAtNextEpoch();
    let [epoch, after] = [0, this.firstSteps.length - 1];
    while (after - epoch > 1) {
      const middle = (epoch + after) >> 1;
      if (this.firstSteps[middle]! <= step) epoch = middle;
      else after = middle;
    }
    return epoch;
  }

  /** From a step on, as a resumed run does. */
  *from(step: number): Generator<number[], void, undefined> {
    for (let next = step; next < this.steps; next++) yield this.at(next);
  }

  [Symbol.iterator](): Generator<number[], void, undefined> {
    return this.from(0);
  }

  private stepsOfEpochs(epochs: number): number {
    const whole = Math.floor(epochs);
    while (this.firstSteps.length <= whole) this.lookAtNextEpoch();
    const part = epochs - whole;
    if (part === 0) return this.firstSteps[whole]!;
    this.lookAtNextEpoch();
    const steps = this.firstSteps[whole + 1]! - this.firstSteps[whole]!;
    // 0.1 of 30 steps are 3, not the 4 that rounding up 3.0000000000000004 would give.
    return this.firstSteps[whole]! + Math.ceil(part * steps - 1e-9);
  }

  private stepsOfTokens(tokens: number): number {
    const trained = (examples: Uint32Array) => examples.reduce((sum, example) => sum + this.data.trained(example), 0);
    const perEpoch = trained(this.order(0).examples);
    const whole = Math.ceil(tokens / perEpoch) - 1;
    while (this.firstSteps.length <= whole) this.lookAtNextEpoch();
    const order = this.order(whole);
    let [left, steps] = [tokens - whole * perEpoch, 0];
    while (left > 0) left -= trained(order.examples.subarray(order.starts[steps], order.starts[++steps]));
    return this.firstSteps[whole]! + steps;
  }

  private lookAtNextEpoch(): void {
    const epoch = this.firstSteps.length - 1;
    this.firstSteps.push(this.firstSteps[epoch]! + (this.stepsPerEpoch ?? this.order(epoch).starts.length - 1));
  }

  private order(epoch: number): EpochOrder {
    if (this.latest?.epoch !== epoch) this.latest = { epoch, order: this.orderOf(epoch) };
    return this.latest.order;
  }
}
