import type { Tensor } from '@weitiao/tensor';

/** ‖a − b‖ / ‖b‖ */
export function difference(a: Tensor | ArrayLike<number>, b: Tensor | ArrayLike<number>): number {
  const [left, right] = [valuesOf(a), valuesOf(b)];
  let [gap, size] = [0, 0];
  for (let index = 0; index < right.length; index++) {
    gap += (left[index]! - right[index]!) ** 2;
    size += right[index]! ** 2;
  }
  return left.length === right.length ? Math.sqrt(gap / size) : NaN;
}

const valuesOf = (values: Tensor | ArrayLike<number>): ArrayLike<number> =>
  'dataSync' in values ? values.dataSync() : values;
