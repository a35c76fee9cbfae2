export { sadapterH as default } from './sadapter-h.js';
