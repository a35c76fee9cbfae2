import { createRequire } from 'node:module';

// The package's entry for `import` never compiles its WebAssembly; the one for `require` does so at once.
const cephes = createRequire(import.meta.url)('cephes') as typeof import('cephes', {
  with: { 'resolution-mode': 'require' },
});

/** z with P(Z ≤ z) = `probability`. */
export const normalQuantile = (probability: number): number => cephes.ndtri(probability);

/** P(Z ≤ z). */
export const normalProbability = (z: number): number => cephes.ndtr(z);

/** With more degrees of freedom than this, quantiles are the normal distribution's to five digits; cephes would count to them one by one. */
const mostDegrees = 1e6;

/** t with P(T ≤ t) = `probability`. @param degrees of freedom, a whole number; with Infinity the normal distribution */
export const studentQuantile = (probability: number, degrees: number): number =>
  degrees <= mostDegrees ? cephes.stdtri(degrees, probability) : normalQuantile(probability);

/** P(T ≤ t). */
export const studentProbability = (t: number, degrees: number): number =>
  degrees <= mostDegrees ? cephes.stdtr(degrees, t) : normalProbability(t);

/** P(K ≤ k) of `trials` fair coins. */
export const fairCoinProbability = (k: number, trials: number): number => cephes.bdtr(k, trials, 0.5);
