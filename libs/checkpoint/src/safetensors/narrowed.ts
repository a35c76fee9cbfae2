import { DataFormatError } from '@weitiao/core';
import { narrowBrain, narrowHalf } from './half.js';

/**
 * Numbers in two bytes each.
 * @param file @param name for the message
 * @throws DataFormatError when a finite number does not fit into half precision
 */
export function narrowed(values: Float32Array, type: 'F16' | 'BF16', file: string, name: string): Uint16Array {
  if (type === 'BF16') return narrowBrain(values);
  const narrow = narrowHalf(values);
  const infinite = narrow.findIndex((bits, i) => (bits & 0x7fff) === 0x7c00 && Number.isFinite(values[i]));
  if (infinite < 0) return narrow;
  throw new DataFormatError(
    file,
    `"${name}" holds ${values[infinite]}, beyond half precision (65504). Write BF16 or F32.`,
  );
}
