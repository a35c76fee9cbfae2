export { weightedSum, type WeightedAdapter } from './weighted-sum.js';
