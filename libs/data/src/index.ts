export * from './examples/index.js';
export * from './inspect/index.js';
export * from './mix/index.js';
export * from './plan/index.js';
export * from './reading/index.js';
