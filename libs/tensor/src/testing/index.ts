export { gradientErrors, type FiniteDifferenceOptions } from './gradient-errors.js';
export { leakOf } from './leak-of.js';
