export { ia3 as default } from './ia3.js';
