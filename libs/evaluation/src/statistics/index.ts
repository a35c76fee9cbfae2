export type { Average } from './average.js';
export {
  comparePaired,
  type ComparisonOptions,
  type PairedComparison,
  type PairedGroup,
  type PairedTest,
} from './compare-paired.js';
export { estimate, type Estimate, type IntervalMethod } from './estimate.js';
export { holm } from './holm.js';
export { studentInterval, wilsonInterval, type Interval } from './interval.js';
export { discordance, mcnemarExact, pairedProportionInterval, type Discordance } from './mcnemar.js';
export type { ItemScores, Score } from './sample.js';
