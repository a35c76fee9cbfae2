export { vera as default } from './vera.js';
