export { tokenKeys, tokenOptions, type TokenChoice } from './token-options.js';
export { trainedBase } from './trained-base.js';
