import { fileURLToPath } from 'node:url';

/** Program and first argument that start the built command, also where this is run from sources. */
export const builtCommand: readonly string[] = [
  process.execPath,
  fileURLToPath(new URL('../dist/bin.js', import.meta.url)),
];
