export { mmcu as default } from './mmcu.js';
export { publishedLetters } from './published-letters.js';
