import { isBinary, mean, variance } from './sample.js';

/** One independent source of chance in an estimate: its part of the variance, and how well that part is known. */
export interface VarianceComponent {
  readonly variance: number;
  readonly degrees: number;
}

export interface Spread {
  readonly standardError: number;
  /** Whole, at least 1; Infinity for the normal distribution. */
  readonly degrees: number;
}

/** Sum of independent parts; degrees of freedom by Welch and Satterthwaite, rounded down. Undefined where a part is unknown. */
export function spreadOf(components: readonly (VarianceComponent | undefined)[]): Spread | undefined {
  let total = 0;
  let weight = 0;
  for (const component of components) {
    if (!component) return undefined;
    total += component.variance;
    weight += component.variance ** 2 / component.degrees;
  }
  // Squares of the smallest parts underflow; they decide nothing. Nor may the order in which a whole number of degrees was summed up.
  const degrees = weight > 0 ? Math.max(1, Math.floor((total ** 2 / weight) * (1 + 1e-12))) : Infinity;
  return { standardError: Math.sqrt(total), degrees };
}

/** Of the mean of a sample. Undefined for fewer than two values: one tells nothing of others. */
export function sampleComponent(values: readonly number[]): VarianceComponent | undefined {
  const { length } = values;
  return length < 2 ? undefined : { variance: variance(values) / length, degrees: length - 1 };
}

/** Of the mean score of items. Proportions count one success and one failure more than were seen, so that 10 of 10 is not certainty. */
export function scoreComponent(scores: readonly number[]): VarianceComponent | undefined {
  const { length } = scores;
  if (length === 0 || !isBinary(scores)) return sampleComponent(scores);
  const proportion = (mean(scores) * length + 1) / (length + 2);
  return { variance: (proportion * (1 - proportion)) / length, degrees: Infinity };
}

/** @param factor by which the estimate enters a sum */
export const scaled = (component: VarianceComponent | undefined, factor: number): VarianceComponent | undefined =>
  component && { variance: component.variance * factor ** 2, degrees: component.degrees };
