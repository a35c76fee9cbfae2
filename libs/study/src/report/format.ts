import type { Estimate, Interval } from '@weitiao/evaluation';

/** Said where there is no number. */
export const none = '–';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const whole = (value: number): string => grouped.format(value);

/** A share of 1 in points of 100: `27.9`. */
export const points = (share: number): string =>
  (share * 100)
    .toFixed(1)
    .replace(/^-0\.0$/, '0.0')
    .replace('-', '−');

/** With its sign: `+2.8`, `−0.3`, `0.0`. */
export const signed = (share: number): string => {
  const text = points(share);
  return text === '0.0' || text.startsWith('−') ? text : `+${text}`;
};

export const signedInterval = ({ low, high }: Interval): string => `[${signed(low)},\u00a0${signed(high)}]`;

/** `25.1 ±1.6`; where the two sides of the interval are not alike, `0.0 [0.0, 27.8]`. */
export function score({ mean, interval }: Pick<Estimate, 'mean' | 'interval'>): string {
  if (mean === null) return none;
  if (!interval) return `${points(mean)} (no interval)`;
  const [below, above] = [mean - interval.low, interval.high - mean];
  if (Math.abs(above - below) > 0.002) return `${points(mean)} [${points(interval.low)}, ${points(interval.high)}]`;
  return `${points(mean)} ±${points(Math.max(below, above))}`;
}

/** `.016`, `<.001`, `1`. */
export function probability(value: number | null): string {
  if (value === null) return none;
  if (value < 0.001) return '<.001';
  return value > 0.9995 ? '1' : value.toFixed(3).slice(1);
}

/** In a sentence: `p = .016`, `p < .001`. */
export const probabilityOf = (value: number): string =>
  value < 0.001 ? 'p\u00a0<\u00a0.001' : `p\u00a0=\u00a0${probability(value)}`;

export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const loss = (value: number | undefined): string => (value === undefined ? none : value.toFixed(3));

/** A learning rate as one writes it: `0.002`, `3e-4`. */
export const rate = (value: number): string => (value < 0.001 && value > 0 ? value.toExponential() : String(value));

/** `812 B`, `35.2 kB`, `1.4 GB`, by powers of 1000. */
export function bytes(value: number): string {
  const power = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(value, 1)) / 3)));
  const inUnit = value / 1000 ** power;
  return `${inUnit.toFixed(power > 0 && inUnit < 100 ? 1 : 0)} ${['B', 'kB', 'MB', 'GB'][power]}`;
}

/** `1 seed`, `2 seeds`. */
export const counted = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
