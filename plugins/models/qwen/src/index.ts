export { qwen as default } from './qwen.js';
