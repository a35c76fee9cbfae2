export { internlm2 as default } from './internlm2.js';
