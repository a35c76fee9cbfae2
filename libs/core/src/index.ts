export * from './contracts/index.js';
export * from './errors/index.js';
export * from './helpers/index.js';
export * from './plugin/index.js';
