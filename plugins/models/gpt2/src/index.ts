export { gpt2 as default } from './gpt2.js';
