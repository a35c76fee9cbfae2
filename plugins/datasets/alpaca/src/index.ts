export { alpaca as default } from './alpaca.js';
