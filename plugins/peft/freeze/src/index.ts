export { freeze as default } from './freeze.js';
