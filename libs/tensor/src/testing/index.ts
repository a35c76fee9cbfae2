export { gradientErrors, type FiniteDifferenceOptions } from './gradient-errors.js';
export { leakOf } from './leak-of.js';
export { peakOf } from './peak-of.js';
