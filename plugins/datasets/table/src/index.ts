export { table as default } from './table.js';
export type { TableOptions } from './table-options.js';
