import { randomKey, shuffled } from '@weitiao/tensor';
import type { ExampleLengths } from '../examples/index.js';

/** The examples of an epoch in their order, and where each of its steps begins. */
export interface EpochOrder {
  readonly examples: Uint32Array;
  /** As many as steps, and the end of the last. */
  readonly starts: readonly number[];
}

/** How the examples of an epoch are cut into steps: so many each, or as many as fit into so many tokens. */
export type StepSize = { readonly examplesPerStep: number } | { readonly tokensPerStep: number };

/** Depends on nothing but its arguments. The last step of an epoch takes what is left, however little. */
export function epochOrder(
  data: ExampleLengths,
  size: StepSize,
  shuffle: boolean,
  seed: number,
  epoch: number,
): EpochOrder {
  const examples = shuffle
    ? shuffled(data.count, randomKey(seed, 'order', epoch))
    : Uint32Array.from({ length: data.count }, (_, index) => index);
  const starts =
    'examplesPerStep' in size ? everySo(data.count, size.examplesPerStep) : filled(data, examples, size.tokensPerStep);
  return { examples, starts: [...starts, data.count] };
}

function everySo(count: number, examples: number): number[] {
  return Array.from({ length: Math.ceil(count / examples) }, (_, step) => step * examples);
}

/** A step is full when the next example would not fit; one that is larger than a step stands alone. */
function filled(data: ExampleLengths, order: Uint32Array, most: number): number[] {
  const starts: number[] = [];
  let tokens = Infinity;
  order.forEach((example, place) => {
    const length = data.length(example);
    if (tokens + length > most) {
      starts.push(place);
      tokens = 0;
    }
    tokens += length;
  });
  return starts;
}
