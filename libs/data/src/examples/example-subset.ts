import type { Segment } from '@weitiao/core';
import type { Examples } from './examples.js';

/** Some of the examples, in an order of their own. */
export class ExampleSubset implements Examples {
  /** @param indices places in `all` */
  constructor(
    private readonly all: Examples,
    private readonly indices: ArrayLike<number>,
  ) {}

  get count(): number {
    return this.indices.length;
  }

  length(index: number): number {
    return this.all.length(this.place(index));
  }

  trained(index: number): number {
    return this.all.trained(this.place(index));
  }

  segments(index: number): readonly Segment[] {
    return this.all.segments(this.place(index));
  }

  private place(index: number): number {
    const place = this.indices[index];
    if (place === undefined) throw new RangeError(`There is no example ${index}; there are ${this.count}.`);
    return place;
  }
}
