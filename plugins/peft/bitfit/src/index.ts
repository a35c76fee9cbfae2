export { bitfit as default } from './bitfit.js';
