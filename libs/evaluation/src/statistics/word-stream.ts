import { philoxDoubles, randomKey } from '@weitiao/tensor';

/**
 * A long row of random 32-bit words: xoshiro128** (Blackman and Vigna 2021), its state drawn by the project's own generator. Resampling takes some
 * hundred million numbers, one after another, and none of them is ever looked up by its place.
 */
export class WordStream {
  private readonly state: Uint32Array;

  /** @param purpose streams of another one are independent */
  constructor(seed: number, purpose: string) {
    this.state = Uint32Array.from(philoxDoubles(4, randomKey(seed, purpose)), (value) => value * 2 ** 32);
    // The one state that never leaves itself.
    if (this.state.every((word) => word === 0)) this.state[0] = 1;
  }

  /** Overwrites `words` with the next ones. */
  fill(words: Uint32Array): void {
    let [a, b, c, d] = [this.state[0]! | 0, this.state[1]! | 0, this.state[2]! | 0, this.state[3]! | 0];
    for (let index = 0; index < words.length; index++) {
      const scrambled = (b * 5) | 0;
      words[index] = ((scrambled << 7) | (scrambled >>> 25)) * 9;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    this.state.set([a, b, c, d]);
  }
}
