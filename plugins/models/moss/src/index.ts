export { moss as default } from './moss.js';
