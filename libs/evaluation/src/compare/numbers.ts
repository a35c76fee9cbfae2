import type { Estimate, Interval } from '../statistics/index.js';

const minus = '−';

/** A score in points of 100, one decimal: `25.1`. */
export const points = (value: number): string => (100 * value).toFixed(1).replace('-', minus);

/** With its sign: `+2.8`, `−0.8`, `0.0`. */
export function signedPoints(value: number): string {
  const text = points(value);
  if (Number(text.replace(minus, '-')) === 0) return '0.0';
  return value > 0 ? `+${text}` : text;
}

/** `25.1 ±1.6`: the half of the interval that is wider, where it is not even. */
export function estimateText({ mean, interval }: Pick<Estimate, 'mean' | 'interval'>): string {
  if (mean === null) return '–';
  return interval ? `${points(mean)} ±${points(Math.max(interval.high - mean, mean - interval.low))}` : points(mean);
}

/** `[+0.9, +4.7]`. */
export const intervalText = ({ low, high }: Interval): string => `[${signedPoints(low)}, ${signedPoints(high)}]`;

/** `.016`, `<.001`. */
export function pValueText(value: number): string {
  if (value < 0.001) return '<.001';
  return value >= 0.9995 ? '1' : value.toFixed(3).slice(1);
}

export const countText = (count: number): string => count.toLocaleString('en-US');
