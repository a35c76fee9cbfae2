export { prefixTuning as default } from './prefix-tuning.js';
