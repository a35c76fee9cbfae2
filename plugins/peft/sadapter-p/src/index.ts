export { sadapterP as default } from './sadapter-p.js';
