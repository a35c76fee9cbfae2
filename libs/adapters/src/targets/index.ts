export { byPattern, endsWithName, named } from './path-rules.js';
export { targetKeys, targetOptions, type TargetChoice } from './target-options.js';
export { isLinear, targetLinears, targetSites, type EmbeddingSite } from './target-sites.js';
export type { BaseChoice } from './trained-weights.js';
