export { dora as default } from './dora.js';
