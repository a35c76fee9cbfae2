export { fieldFault, textField, shown } from './field-fault.js';
export { readDelimited } from './read-delimited.js';
export { readJson } from './read-json.js';
export { isRecord, type Row } from './row.js';
export { sourceFile, type SourceFile } from './source-file.js';
