export { promptTuning as default } from './prompt-tuning.js';
