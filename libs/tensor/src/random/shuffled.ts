import { philoxDoubles } from './philox.js';
import type { RandomKey } from './random-key.js';

/** 0 … count − 1 in an order that the key decides (Fisher–Yates). */
export function shuffled(count: number, key: RandomKey): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const draws = philoxDoubles(count, key);
  for (let last = count - 1; last > 0; last--) {
    const chosen = Math.floor(draws[last]! * (last + 1));
    [order[last], order[chosen]] = [order[chosen]!, order[last]!];
  }
  return order;
}
