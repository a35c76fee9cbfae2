export { openai as default } from './openai.js';
