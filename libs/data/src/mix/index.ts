export { mixSources, type Part } from './mix-sources.js';
