import { brainBits, floatBits, halfBits } from './half-bits.js';

let table: Uint32Array | undefined;

/** The bits of each of the 65,536 half-precision numbers in single precision. */
const halves = (): Uint32Array => (table ??= Uint32Array.from({ length: 65_536 }, (_, bits) => floatBits(bits)));

/** IEEE half precision → single, exactly, bit patterns of NaN included. */
export function widenHalf(source: Uint16Array, target: Float32Array): void {
  const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
  const lookup = halves();
  for (let i = 0; i < source.length; i++) bits[i] = lookup[source[i]!]!;
}

/** bfloat16 → single: the upper half of its bits. */
export function widenBrain(source: Uint16Array, target: Float32Array): void {
  const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
  for (let i = 0; i < source.length; i++) bits[i] = source[i]! << 16;
}

/** Single → half precision, to the nearest, ties to even, as PyTorch rounds. */
export const narrowHalf = (source: Float32Array): Uint16Array => narrow(source, halfBits);

/** Single → bfloat16, to the nearest, ties to even. */
export const narrowBrain = (source: Float32Array): Uint16Array => narrow(source, brainBits);

function narrow(source: Float32Array, round: (bits: number) => number): Uint16Array {
  const bits = new Uint32Array(source.buffer, source.byteOffset, source.length);
  const target = new Uint16Array(source.length);
  for (let i = 0; i < bits.length; i++) target[i] = round(bits[i]!);
  return target;
}
