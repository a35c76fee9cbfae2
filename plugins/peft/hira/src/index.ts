export { hira as default } from './hira.js';
