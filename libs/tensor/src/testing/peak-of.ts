import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** What of the engine this reads and wraps. */
interface Bookkeeping {
  readonly state: { readonly tensorInfo: WeakMap<object, unknown> };
  trackTensor(tensor: Tensor, ...rest: readonly unknown[]): void;
  removeDataId(id: object, ...rest: readonly unknown[]): void;
}

/**
 * The most bytes that numbers took at any time while `run` worked, beyond those that lived before. Memory that several tensors share counts
 * once, unlike in the engine's own figure.
 */
export async function peakOf(run: () => Promise<unknown>): Promise<number> {
  const books = engine() as unknown as Bookkeeping;
  const { trackTensor, removeDataId } = books;
  const sizes = new Map<object, number>();
  let [held, peak] = [0, 0];
  books.trackTensor = (tensor, ...rest) => {
    if (!books.state.tensorInfo.has(tensor.dataId)) {
      const bytes = tensor.size * (tensor.dtype === 'bool' ? 1 : 4);
      sizes.set(tensor.dataId, bytes);
      peak = Math.max(peak, (held += bytes));
    }
    trackTensor.call(books, tensor, ...rest);
  };
  books.removeDataId = (id, ...rest) => {
    held -= sizes.get(id) ?? 0;
    sizes.delete(id);
    removeDataId.call(books, id, ...rest);
  };
  try {
    await run();
    return peak;
  } finally {
    Object.assign(books, { trackTensor, removeDataId });
  }
}
