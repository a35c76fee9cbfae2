/** What the kits measure with, for tools that run outside Jest. */
export {
  attach,
  logitsOf,
  lossAndGradients,
  segment,
  withPass,
  type Bench,
  type Rows,
  type Training,
} from './bench.js';
export { cachedLogits } from './cached-logits.js';
export { cachedDifference, paddedDifference, referenceDifference, rowsDifference } from './parity-differences.js';
export { readReferenceLogits, type PaddedBatch, type ReferenceLogits, type ReferenceText } from './reference-logits.js';
export { inTemporaryFolder } from './temporary-folder.js';
