import type { Pass } from '@weitiao/core';
import { add, cast, lessEqual, mul, type Tensor } from '@weitiao/tensor';

/** The pass's mask, where a query sees no key that is `window` or more tokens before it (Beltagy et al. 2020). Made once a pass. */
export function windowed(pass: Pass, window: number | undefined): Tensor {
  if (window === undefined) return pass.mask;
  return pass.constant(`window.${window}`, () =>
    add(pass.mask, mul(cast(lessEqual(pass.distance, -window), 'float32'), -1e9)),
  );
}
