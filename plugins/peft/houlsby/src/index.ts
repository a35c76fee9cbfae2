export { houlsby as default } from './houlsby.js';
