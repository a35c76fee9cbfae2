export { pTuning as default } from './p-tuning.js';
