export { pfeiffer as default } from './pfeiffer.js';
