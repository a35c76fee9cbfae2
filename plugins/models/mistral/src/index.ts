export { mistral as default } from './mistral.js';
