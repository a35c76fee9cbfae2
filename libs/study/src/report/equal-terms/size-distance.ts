import type { SizeOutcome } from '../../results/study-results.js';

/** More than wanted, as a share: −0.1 is 10 % less. */
export const distanceOf = ({ wanted, reached }: SizeOutcome): number => reached / wanted - 1;

/** Farther apart than this sizes do not pass for equal. */
export const isFar = (size: SizeOutcome): boolean => Math.abs(distanceOf(size)) > 0.05;
