import { keep, reshape, scope, tensor, type Tensor } from '@weitiao/tensor';
import type { Values } from './decode.js';

/** Engines take an array over without a copy where its memory is aligned to a cache line; from here it never is. */
const offset = 4;

/**
 * Makes tensors of numbers that come from outside. All pass through one buffer, as large as the largest of them, if the engine copies
 * what it is given; where it keeps the array itself, each tensor gets its own. Either way loading costs no more than one tensor.
 */
export class Upload {
  readonly #buffer: ArrayBuffer;
  readonly #copies: boolean;

  /** @param largest elements of the largest tensor to come */
  constructor(largest: number) {
    this.#buffer = new ArrayBuffer(offset + 4 * largest);
    this.#copies = largest > 0 && copies(new Float32Array(this.#buffer, offset, 1));
  }

  /** @returns a tensor that no scope frees */
  async tensor(
    type: 'float32' | 'int32',
    shape: readonly number[],
    fill: (values: Values) => Promise<void>,
  ): Promise<Tensor> {
    const size = shape.reduce((product, length) => product * length, 1);
    const buffer = this.#copies ? this.#buffer : new ArrayBuffer(offset + 4 * size);
    const values = type === 'float32' ? new Float32Array(buffer, offset, size) : new Int32Array(buffer, offset, size);
    await fill(values);
    return sent(values, shape, type);
  }
}

/** Engines may put off taking the values until the first operation on them: `reshape` is one. */
function sent(values: Values, shape: readonly number[], type: 'float32' | 'int32'): Tensor {
  return scope(() => {
    const whole = tensor(values, [...shape], type);
    reshape(whole, [-1]);
    return keep(whole);
  });
}

/** Whether a tensor keeps its number when the array that it was made of changes. */
function copies(memory: Float32Array): boolean {
  return scope(() => {
    memory[0] = 1;
    const probe = sent(memory, [1], 'float32');
    memory[0] = 2;
    const [value] = probe.dataSync();
    probe.dispose();
    return value === 1;
  });
}
