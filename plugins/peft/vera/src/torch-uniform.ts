const [size, middle] = [624, 397];

/**
 * Numbers of U(−bound, bound) as PyTorch's generator on the CPU gives them for a seed: MT19937 (Matsumoto and Nishimura 1998), the low 24 bits of
 * each draw as a fraction.
 * @param skip draws that come before
 */
export function torchUniform(seed: number, skip: number, count: number, bound: number): Float32Array {
  const draw = mersenneTwister(seed);
  for (let index = 0; index < skip; index++) draw();
  const [low, width] = [Math.fround(-bound), Math.fround(Math.fround(bound) - Math.fround(-bound))];
  return Float32Array.from({ length: count }, () => {
    const fraction = (draw() & 0xffffff) / 0x1000000;
    return Math.fround(fraction * width + low); // rounded once, as by a fused multiply-add
  });
}

/** 32-bit draws of MT19937 from a seed. */
function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let index = 1; index < size; index++) {
    const before = state[index - 1]!;
    state[index] = Math.imul(1812433253, before ^ (before >>> 30)) + index;
  }
  let next = size;
  return () => {
    if (next === size) {
      twist(state);
      next = 0;
    }
    return tempered(state[next++]!);
  };
}

function twist(state: Uint32Array): void {
  for (let index = 0; index < size; index++) {
    const joined = (state[index]! & 0x80000000) | (state[(index + 1) % size]! & 0x7fffffff);
    state[index] = state[(index + middle) % size]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
  }
}

function tempered(word: number): number {
  let mixed = word ^ (word >>> 11);
  mixed ^= (mixed << 7) & 0x9d2c5680;
  mixed ^= (mixed << 15) & 0xefc60000;
  return mixed ^ (mixed >>> 18);
}
