export { bloom as default } from './bloom.js';
