import { halfBits } from '../../safetensors/half-bits.js';
import { blockSize } from './gguf-type.js';

// Found once: a global is looked up anew each time, which in some environments takes longer than what it computes.
const { abs, floor, fround } = Math;

const bits = new Float32Array(1);
const asWhole = new Uint32Array(bits.buffer);

/** Bits of the nearest half of a number in single precision. */
function half(value: number): number {
  bits[0] = value;
  return halfBits(asWhole[0]!);
}

/**
 * Blocks of `q8_0`: a factor d = max |x| / 127 in half precision and 32 whole numbers x / d, each step in single precision and rounded half away
 * from zero, bit for bit as ggml's reference does it.
 * @param values a multiple of 32
 */
export function quantiseQ8(values: Float32Array): Uint8Array {
  const blocks = values.length / blockSize;
  const bytes = new Uint8Array(blocks * (2 + blockSize));
  for (let block = 0; block < blocks; block++) {
    const from = block * blockSize;
    let largest = 0;
    for (let i = from; i < from + blockSize; i++) largest = larger(largest, abs(values[i]!));
    const step = fround(largest / 127);
    const perStep = step === 0 ? 0 : fround(1 / step);
    const at = block * (2 + blockSize);
    const factor = half(step);
    bytes[at] = factor & 0xff;
    bytes[at + 1] = factor >>> 8;
    for (let i = 0; i < blockSize; i++) bytes[at + 2 + i] = awayFromZero(fround(values[from + i]! * perStep));
  }
  return bytes;
}

const larger = (a: number, b: number): number => (b > a ? b : a);

const awayFromZero = (value: number): number => (value < 0 ? -floor(0.5 - value) : floor(value + 0.5));
