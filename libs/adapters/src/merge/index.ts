export { mergeAdapters, type MergeOptions } from './merge-adapters.js';
export { MergeError, type MergeObstacle } from './merge-error.js';
export { mergeWithParity, compareLogits, type Parity } from './merge-with-parity.js';
export { Merged } from './merged.js';
export { promptLogits } from './prompt-logits.js';
