import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { narrowBrain, narrowHalf, widenBrain, widenHalf } from './half.js';

const widened = (bits: Uint16Array, widen = widenHalf): Float32Array => {
  const target = new Float32Array(bits.length);
  widen(bits, target);
  return target;
};
const every = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);

/** IEEE 754, 3.4: (−1)ˢ · 2^(e−15) · (1 + f/1024), without the leading one and with 2⁻¹⁴ where e is 0. */
function valueOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
}

describe('half precision', () => {
  it('is widened as the standard defines each of its numbers', () => {
    const values = widened(every);
    expect(every.findIndex((bits) => !Object.is(values[bits], valueOf(bits)))).toBe(-1);
  });

  it('keeps every bit on the way out and back', () => {
    const back = narrowHalf(widened(every));
    const isNaNBits = (bits: number) => (bits & 0x7fff) > 0x7c00;
    expect(every.findIndex((bits) => back[bits] !== (isNaNBits(bits) ? bits | 0x200 : bits))).toBe(-1);
  });

  it('rounds to the nearest, ties to even', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: -65_503, max: 65_503 }), (value) => {
        const [bits] = narrowHalf(Float32Array.of(value));
        const error = Math.abs(valueOf(bits!) - value);
        for (const other of [bits! - 1, bits! + 1].filter((neighbour) => neighbour >= 0 && neighbour < 65_536)) {
          const otherError = Math.abs(valueOf(other) - value);
          if (Number.isNaN(otherError)) continue;
          if (otherError === error && Math.sign(valueOf(other)) === Math.sign(valueOf(bits!)))
            expect(bits! & 1).toBe(0);
          else expect(error).toBeLessThanOrEqual(otherError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [2048 + 1, 2048], // a tie: 2050 is odd
    [2048 + 3, 2052],
    [65_519, 65_504],
    [65_520, Infinity],
    [2 ** -25, 0],
    [2 ** -25 * 1.001, 2 ** -24],
    [-(2 ** -24) * 1.5, -(2 ** -23)],
    [2 ** -14 - 2 ** -26, 2 ** -14],
  ])('rounds %p to %p', (value, rounded) => {
    expect(valueOf(narrowHalf(Float32Array.of(value))[0]!)).toBe(rounded);
  });
});

describe('bfloat16', () => {
  it('is the upper half of single precision', () => {
    const bits = Uint16Array.of(0x3f80, 0xc000, 0x7f80, 0x0001);
    expect([...widened(bits, widenBrain)]).toEqual([1, -2, Infinity, 2 ** -133]);
  });

  it('keeps every bit on the way out and back, but NaN', () => {
    const back = narrowBrain(widened(every, widenBrain));
    expect(every.findIndex((bits) => (bits & 0x7fff) <= 0x7f80 && back[bits] !== bits)).toBe(-1);
    expect(Number.isNaN(widened(Uint16Array.of(back[0x7f81]!), widenBrain)[0])).toBe(true);
  });

  it('rounds ties to even', () => {
    expect([...widened(narrowBrain(Float32Array.of(1 + 2 ** -8, 1 + 3 * 2 ** -8)), widenBrain)]).toEqual([
      1,
      1 + 2 ** -6,
    ]);
  });
});
