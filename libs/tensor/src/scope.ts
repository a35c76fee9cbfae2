import {
  dispose as disposeTensors,
  engine,
  keep as keepTensor,
  memory,
  tidy,
  type Tensor,
  type TensorContainer,
} from '@tensorflow/tfjs-core';

/** Runs `compute` and frees every tensor made in it but what it returns. Synchronous. */
export const scope = <T extends TensorContainer>(compute: () => T): T => tidy(compute);

/** Takes a tensor out of its scope: whoever keeps it disposes it. */
export const keep = <T extends Tensor>(tensor: T): T => keepTensor(tensor);

export const dispose = (tensors: TensorContainer): void => disposeTensors(tensors);

/** A scope around asynchronous work: frees what was made in it and not kept, also when it fails. */
export async function scopeAsync<T>(compute: () => Promise<T>): Promise<T> {
  engine().startScope();
  try {
    return await compute();
  } finally {
    engine().endScope();
  }
}

/** How many tensors, and bytes of tensors, live now. */
export function tensorsAlive(): { count: number; bytes: number } {
  const { numTensors, numBytes } = memory();
  return { count: numTensors, bytes: numBytes };
}
