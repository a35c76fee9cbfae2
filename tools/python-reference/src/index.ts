export { python, runScript } from './python.js';
