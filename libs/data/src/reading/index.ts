export { BadRows, type RowFault } from './bad-rows.js';
export { fieldFault, textField, shown } from './field-fault.js';
export { readDelimited } from './read-delimited.js';
export { readJson } from './read-json.js';
export { readEveryLine } from './read-lines.js';
export { readTable, type TableFormat } from './read-table.js';
export { readText } from './read-text.js';
export { isRecord, type Row } from './row.js';
export { sourceFile, type SourceFile } from './source-file.js';
