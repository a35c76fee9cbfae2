import { brainBits } from './half-bits.js';

/** What was lost when numbers were made bfloat16. */
export interface Rounding {
  /** How many numbers changed. */
  readonly count: number;
  /** The largest change, relative to the number. */
  readonly largest: number;
}

const one = new Float32Array(1);
const oneBits = new Uint32Array(one.buffer);

/**
 * Float32 → bfloat16, to the nearest, ties to even, two in a word: as a bfloat16 checkpoint has them in a file.
 * @param source an even number of them
 * @param words half as long
 */
export function packBrain(source: Float32Array, words: Int32Array): Rounding {
  const bits = new Uint32Array(source.buffer, source.byteOffset, source.length);
  let count = 0;
  let largest = 0;
  for (let i = 0; i < bits.length; i++) {
    const whole = bits[i]!;
    let upper = whole >>> 16;
    if ((whole & 0xffff) !== 0) {
      count++;
      upper = brainBits(whole);
      oneBits[0] = upper << 16;
      const change = relative(source[i]!, one[0]!);
      if (change > largest) largest = change;
    }
    const word = i >>> 1;
    words[word] = i & 1 ? words[word]! | (upper << 16) : upper;
  }
  return { count, largest };
}

/** Below the smallest normal number bfloat16 has ever fewer digits; such a number counts as that one. */
function relative(before: number, after: number): number {
  const size = before < 0 ? -before : before;
  const change = before < after ? after - before : before - after;
  return change / (size > 2 ** -126 ? size : 2 ** -126);
}
