/** 64 bits that decide a stream of random numbers. */
export type RandomKey = readonly [low: number, high: number];

/** A key for (seed, step, segment, place, …): equal parts, equal key; nothing else matters, in no order of calls. */
export function randomKey(...parts: readonly (string | number)[]): RandomKey {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (const character of parts.join('\u0000')) {
    const code = character.codePointAt(0)!;
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) + (low >>> 15);
  }
  return [mix(low ^ (high >>> 16)), mix(high ^ (low >>> 13))];
}

/** Finaliser of MurmurHash3: every input bit reaches every output bit. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) | 0;
}
