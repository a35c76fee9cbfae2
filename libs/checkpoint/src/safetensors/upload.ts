import { fill as filled, keep, kernels, reshape, scope, tensor, type Tensor } from '@weitiao/tensor';
import type { Values } from './decode.js';
import type { Source } from './read-values.js';

/** Engines take an array over without a copy where its memory is aligned to a cache line; from here it never is. */
const offset = 4;

/** Numbers that pass at a time: 8 MB, little beside any model that is large. */
const mostAtATime = 2 ** 21;

/**
 * Makes tensors of numbers that come from outside. All pass through one buffer, a large tensor in pieces that are written into its memory in the
 * engine. An engine that cannot write into a tensor gets it whole, and one that keeps the array itself gets an array of its own: there loading
 * costs one tensor beside all.
 */
export class Upload {
  #buffer: ArrayBuffer;
  readonly #copies: boolean;

  /** @param largest elements of the largest tensor to come */
  constructor(private readonly largest: number) {
    this.#buffer = new ArrayBuffer(offset + 4 * Math.min(largest, mostAtATime));
    this.#copies = largest > 0 && copies(new Float32Array(this.#buffer, offset, 1));
  }

  /** @returns a tensor that no scope frees */
  async tensor(type: 'float32' | 'int32', shape: readonly number[], source: Source): Promise<Tensor> {
    const size = shape.reduce((product, length) => product * length, 1);
    const width = size / (shape[0] ?? 1);
    if (this.#copies && size > mostAtATime && width <= mostAtATime && kernels().putRows)
      return this.#inPieces(type, shape, width, source);
    const values = this.#values(type, size);
    await source(values, 0);
    return sent(values, shape, type);
  }

  async #inPieces(type: 'float32' | 'int32', shape: readonly number[], width: number, source: Source): Promise<Tensor> {
    const rows = shape[0]!;
    const table = scope(() => keep(filled([rows, width], 0, type)));
    try {
      const step = Math.floor(mostAtATime / width);
      for (let at = 0; at < rows; at += step) {
        const values = this.#values(type, Math.min(step, rows - at) * width);
        await source(values, at * width);
        scope(() => kernels().putRows!(table, at, tensor(values, [values.length / width, width], type)));
      }
      return scope(() => keep(reshape(table, [...shape])));
    } finally {
      table.dispose();
    }
  }

  #values(type: 'float32' | 'int32', size: number): Values {
    if (!this.#copies) return arrayOf(type, new ArrayBuffer(offset + 4 * size), size);
    if (offset + 4 * size > this.#buffer.byteLength) this.#buffer = new ArrayBuffer(offset + 4 * this.largest);
    return arrayOf(type, this.#buffer, size);
  }
}

const arrayOf = (type: 'float32' | 'int32', buffer: ArrayBuffer, size: number): Values =>
  type === 'float32' ? new Float32Array(buffer, offset, size) : new Int32Array(buffer, offset, size);

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
