export { cmmlu as default } from './cmmlu.js';
export { strictLetter } from './strict-letter.js';
