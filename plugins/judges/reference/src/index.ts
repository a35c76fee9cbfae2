export { chrF } from './chr-f.js';
export { reference as default } from './reference.js';
