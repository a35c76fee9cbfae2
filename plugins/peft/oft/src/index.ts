export { oft as default } from './oft.js';
