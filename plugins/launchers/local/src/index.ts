export { local as default } from './local.js';
