export { full as default } from './full.js';
