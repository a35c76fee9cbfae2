export { adalora as default } from './adalora.js';
