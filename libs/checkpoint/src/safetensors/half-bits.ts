/** Single precision keeps 13 more bits of the fraction than half precision, and its exponent starts 112 lower. */
const fractionShift = 13;
const exponentShift = 112 << 23;

/** Bits of a half-precision number → bits of the same number in single precision. */
export function floatBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return (sign | 0x7f800000 | (fraction << fractionShift)) >>> 0;
  if (exponent > 0) return (sign | (((half & 0x7fff) << fractionShift) + exponentShift)) >>> 0;
  if (fraction === 0) return sign >>> 0;
  // Below 2⁻¹⁴ a half has no leading one; single precision does.
  const shift = Math.clz32(fraction) - 21;
  return (sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << fractionShift)) >>> 0;
}

/** Bits of a single-precision number → bits of the nearest half, ties to even; beyond 65,504 infinity. */
export function halfBits(single: number): number {
  const sign = (single >>> 16) & 0x8000;
  const magnitude = single & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00 | ((magnitude >>> fractionShift) & 0x3ff);
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  if (magnitude >= 0x38800000)
    return sign | ((magnitude - exponentShift + 0xfff + ((magnitude >>> fractionShift) & 1)) >>> fractionShift);
  return sign | belowNormal(magnitude);
}

/** A half below 2⁻¹⁴ counts multiples of 2⁻²⁴. */
function belowNormal(magnitude: number): number {
  const exponent = magnitude >>> 23;
  const shift = 126 - exponent;
  if (shift > 24) return 0;
  const whole = (magnitude & 0x7fffff) | 0x800000;
  const kept = whole >>> shift;
  const rest = whole & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return kept + (rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0);
}

/** Bits of a single-precision number → bits of the nearest bfloat16, ties to even. */
export function brainBits(single: number): number {
  if ((single & 0x7fffffff) > 0x7f800000) return (single >>> 16) | 0x40; // NaN stays one
  return (single + 0x7fff + ((single >>> 16) & 1)) >>> 16;
}
