import { DataFormatError } from '@weitiao/core';
import { dispose, mul, scope, sum, type Tensor } from '@weitiao/tensor';
import { shortList } from '../shared/short-list.js';

/**
 * Refuses an adapter with numbers that are none, as a diverged training leaves them; its tensors are freed then.
 * @throws DataFormatError naming the tensors
 */
export function checkFinite(tensors: ReadonlyMap<string, Tensor>, file: string): void {
  const bad = [...tensors].filter(([, tensor]) => !isFiniteTensor(tensor)).map(([name]) => name);
  if (bad.length === 0) return;
  dispose([...tensors.values()]);
  const list = shortList('with NaN or infinite values', bad);
  throw new DataFormatError(
    file,
    `the adapter is damaged; its training diverged, or its file was not written whole.\n  ${list}`,
  );
}

/** 0 times a number is 0, and NaN for NaN and infinity: one read from the engine a tensor, and no overflow. */
function isFiniteTensor(tensor: Tensor): boolean {
  const total = scope(() => sum(mul(tensor, 0)));
  const value = total.dataSync()[0];
  total.dispose();
  return value === 0;
}
