export { miss as default } from './miss.js';
