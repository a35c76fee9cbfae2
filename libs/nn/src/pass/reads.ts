import type { Tensor } from '@weitiao/tensor';

/**
 * What a computation reads that training changes. A recomputed block must name its inputs before its gradient is known, and reads them again,
 * from copies, in the backward pass.
 */
export class Reads {
  #recorded: Map<unknown, Tensor> | undefined;
  #standIns: ReadonlyMap<unknown, Tensor> = new Map();

  /** Every trained tensor that a pass hands out goes through here. */
  read(source: unknown, value: Tensor): Tensor {
    this.#recorded?.set(source, value);
    return this.#standIns.get(source) ?? value;
  }

  /** Runs `compute` and tells what it read, source → tensor. */
  record<T>(compute: () => T): { value: T; reads: Map<unknown, Tensor> } {
    const outer = this.#recorded;
    const reads = new Map<unknown, Tensor>();
    this.#recorded = reads;
    try {
      return { value: compute(), reads };
    } finally {
      this.#recorded = outer;
      reads.forEach((value, source) => outer?.set(source, value));
    }
  }

  /** Runs `compute` with other tensors in place of what it read. */
  replacing<T>(standIns: ReadonlyMap<unknown, Tensor>, compute: () => T): T {
    const outer = this.#standIns;
    this.#standIns = new Map([...outer, ...standIns]);
    try {
      return compute();
    } finally {
      this.#standIns = outer;
    }
  }
}
