import { DataFormatError } from '@weitiao/core';
import type { DataType } from './data-types.js';
import { widenBrain, widenHalf } from './half.js';
import type { TensorEntry } from './header.js';

export type Values = Float32Array | Int32Array;

type View = ArrayLike<number>;
const views: { readonly [T in DataType]?: new (buffer: ArrayBuffer, offset: number, length: number) => View } = {
  F64: Float64Array,
  I16: Int16Array,
  I8: Int8Array,
  U16: Uint16Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
};

/**
 * Bytes of a file as numbers.
 * @param bytes a buffer of its own, from its beginning
 * @param target as long as the elements in `bytes`
 */
export function decode(
  file: string,
  { name, type }: TensorEntry,
  bytes: Uint8Array<ArrayBuffer>,
  target: Values,
): void {
  const { length } = target;
  if (type === 'F16' || type === 'BF16') {
    const source = new Uint16Array(bytes.buffer, 0, length);
    return (type === 'F16' ? widenHalf : widenBrain)(source, target as Float32Array);
  }
  if (type !== 'I64') return target.set(new views[type]!(bytes.buffer, 0, length));
  const source = new BigInt64Array(bytes.buffer, 0, length);
  for (let i = 0; i < length; i++) target[i] = Number(source[i]);
  const lost = target.findIndex((value, i) => value !== Number(source[i]));
  if (lost >= 0)
    throw new DataFormatError(file, `tensor "${name}" holds ${source[lost]}; numbers beyond 32 bits are not read.`);
}
