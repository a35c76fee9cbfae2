export { text as default } from './text.js';
export type { TextOptions } from './text-options.js';
