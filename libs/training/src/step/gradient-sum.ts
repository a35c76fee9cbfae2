import type { Parameter } from '@weitiao/core';
import { add, keep, scope, type Tensor } from '@weitiao/tensor';

/** Owns the sum of the gradients of several micro-batches. */
export class GradientSum implements Disposable {
  readonly #sums = new Map<Parameter, Tensor>();

  get all(): ReadonlyMap<Parameter, Tensor> {
    return this.#sums;
  }

  add(parameter: Parameter, gradient: Tensor): void {
    const old = this.#sums.get(parameter);
    // The copy shares the memory, and leaves the caller what is the caller's.
    this.#sums.set(parameter, keep(scope(() => (old ? add(old, gradient) : gradient.clone()))));
    old?.dispose();
  }

  [Symbol.dispose](): void {
    for (const sum of this.#sums.values()) sum.dispose();
    this.#sums.clear();
  }
}
