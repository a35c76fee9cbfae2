export { embeddingPair } from './embedding-pair.js';
export { lowRankFile, lowRankOptions, type LowRankOptions } from './low-rank-options.js';
export { checkStart, lowRankStart, startAt, type LowRankStart, type StartAt } from './low-rank-starts.js';
export { rowNorms } from './row-norms.js';
export { checkRank, strengths, type Strength } from './strength.js';
export { withStart } from './with-start.js';
