import { keep, slice, type Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { scope } from '../scope.js';
import { withoutTape } from '../tape/recording.js';
import { rememberOrigin } from '../tape/origins.js';

/**
 * A frozen matrix of bfloat16 numbers, two in a word: half the memory of float32. Whoever reads it widens what it reads, which is exact: bfloat16 is
 * the upper half of float32. Numbers lie as a checkpoint stores them, so that its bytes need no conversion.
 */
export class PackedMatrix {
  readonly dtype = 'bfloat16';
  readonly shape: [rows: number, columns: number];

  /**
   * @param words int32 `[rows, columns / 2]`: number 2j of a row in the lower half of word j, number 2j + 1 in the upper
   * @throws Error where the engine cannot widen
   */
  constructor(readonly words: Tensor) {
    if (!kernels().widenBrain) throw cannotWiden();
    this.shape = [words.shape[0]!, 2 * words.shape[1]!];
  }

  get size(): number {
    return 2 * this.words.size;
  }

  get bytes(): number {
    return 4 * this.words.size;
  }

  /** The matrix as float32, `[rows, columns]`, in the scope around. What a gradient keeps of it is kept packed. */
  widened(): Tensor {
    const again = (words: Tensor) => withoutTape(() => kernels().widenBrain!(words));
    return rememberOrigin(again(this.words), { words: this.words, again });
  }

  /** Some rows, still packed. */
  rows(from: number, count: number): PackedMatrix {
    return new PackedMatrix(withoutTape(() => slice(this.words, [from, 0], [count, -1])));
  }

  /** Some columns, still packed; both numbers are even. */
  columns(from: number, count: number): PackedMatrix {
    return new PackedMatrix(withoutTape(() => slice(this.words, [0, from / 2], [-1, count / 2])));
  }

  /** Its numbers on the host, row by row. */
  async data(): Promise<Float32Array> {
    const wide = keep(scope(() => this.widened()));
    try {
      return (await wide.data()) as Float32Array;
    } finally {
      wide.dispose();
    }
  }

  dispose(): void {
    this.words.dispose();
  }
}

/** A weight as it is held: float32, or a matrix of bfloat16. */
export type Stored = Tensor | PackedMatrix;

/** The weight as float32: itself, or a copy in the scope around. */
export const widened = (stored: Stored): Tensor => (stored instanceof PackedMatrix ? stored.widened() : stored);

/** Bytes that a weight takes. */
export const bytesOfStored = (stored: Stored): number =>
  stored instanceof PackedMatrix ? stored.bytes : Float32Array.BYTES_PER_ELEMENT * stored.size;

/** Whether the engine can hold bfloat16. */
export const canPack = (): boolean => kernels().widenBrain !== undefined;

const cannotWiden = () =>
  new Error(
    'The tensor engine cannot widen bfloat16. Use the engine of @weitiao/backend-tensorflow, or keep weights as float32.',
  );
