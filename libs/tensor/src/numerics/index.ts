export { affine } from './affine.js';
