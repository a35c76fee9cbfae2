import type { RandomKey } from './random-key.js';

// Found once: where code runs in a context of its own, as in tests, every look-up of a global costs more than the sum itself.
const { floor, imul } = Math;

/**
 * Philox-4x32-10 (Salmon et al. 2011), keyed and read as TensorFlow's `StatelessRandomUniform` does, so that both give the same numbers.
 * @returns `size` floats in [0, 1)
 */
export function philoxUniform(size: number, key: RandomKey): Float32Array {
  const values = new Float32Array(size);
  const bits = new Uint32Array(1);
  const float = new Float32Array(bits.buffer);
  forEachWord(size, key, (word, index) => {
    bits[0] = (word & 0x7fffff) | 0x3f800000; // 23 random bits as the fraction of a float in [1, 2)
    values[index] = float[0]! - 1;
  });
  return values;
}

/** `size` draws of N(0, 1) by Box and Muller's transform, in double precision, rounded to float32. */
export function philoxNormal(size: number, key: RandomKey): Float32Array {
  const uniform = philoxDoubles(size + (size % 2), key);
  const values = new Float32Array(size);
  for (let index = 0; index < size; index += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform[index]!));
    const angle = 2 * Math.PI * uniform[index + 1]!;
    values[index] = radius * Math.cos(angle);
    if (index + 1 < size) values[index + 1] = radius * Math.sin(angle);
  }
  return values;
}

/** `size` doubles in [0, 1), 32 bits each. */
export function philoxDoubles(size: number, key: RandomKey): Float64Array {
  const values = new Float64Array(size);
  forEachWord(size, key, (word, index) => (values[index] = (word >>> 0) / 2 ** 32));
  return values;
}

function forEachWord(size: number, [low, high]: RandomKey, use: (word: number, index: number) => void): void {
  const words = new Uint32Array(4);
  // TensorFlow scrambles the seed by one block under a fixed key.
  const sign = (value: number) => (value < 0 ? 0xffffffff : 0);
  block(words, [low, sign(low), high, sign(high)], 0x3ec8f720, 0x02461e29);
  const [key0, key1, counter2, counter3] = [words[0]!, words[1]!, words[2]!, words[3]!];
  for (let start = 0; start < size; start += 4) {
    const counter = start / 4;
    block(words, [counter >>> 0, floor(counter / 2 ** 32), counter2, counter3], key0, key1);
    for (let lane = 0; lane < 4 && start + lane < size; lane++) use(words[lane]!, start + lane);
  }
}

function block(
  out: Uint32Array,
  [c0, c1, c2, c3]: readonly [number, number, number, number],
  key0: number,
  key1: number,
): void {
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = multiply(0xd2511f53, c0);
    const [high1, low1] = multiply(0xcd9e8d57, c2);
    [c0, c1, c2, c3] = [high1 ^ c1 ^ key0, low1, high0 ^ c3 ^ key1, low0];
    key0 = (key0 + 0x9e3779b9) | 0;
    key1 = (key1 + 0xbb67ae85) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** High and low word of the 64-bit product of two unsigned 32-bit words. */
function multiply(a: number, b: number): [number, number] {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, (b >>> 16) & 0xffff, b & 0xffff];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  const high = aHigh * bHigh + floor(middle / 0x10000) + floor(cross / 0x10000);
  return [high | 0, imul(a, b)];
}
