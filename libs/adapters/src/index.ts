export * from './bottleneck/index.js';
export * from './count/index.js';
export * from './low-rank/index.js';
export * from './merge/index.js';
export * from './prompt/index.js';
export * from './several/index.js';
export * from './tables/index.js';
export * from './targets/index.js';
