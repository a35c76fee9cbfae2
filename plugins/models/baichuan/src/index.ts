export { baichuan as default } from './baichuan.js';
