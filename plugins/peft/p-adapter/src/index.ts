export { pAdapter as default } from './p-adapter.js';
