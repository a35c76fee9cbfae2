export { lora as default } from './lora.js';
