export { heParallel as default } from './he-parallel.js';
