export { llama as default } from './llama.js';
