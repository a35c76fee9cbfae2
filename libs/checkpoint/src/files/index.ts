export type { ByteSource } from './byte-source.js';
export { cannotWrite } from './cannot-write.js';
export { createExclusively } from './create-exclusively.js';
export { makeFolder } from './make-folder.js';
export { parseJson } from './parse-json.js';
export { replaceFolder, writeFolder } from './replace-folder.js';
export { writeFileAtomically } from './write-file-atomically.js';
