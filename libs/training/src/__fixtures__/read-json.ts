import { readFileSync } from 'node:fs';

/** @param path relative to `base`, the `import.meta.url` of the spec */
export const readJson = <T>(path: string, base: string): T =>
  JSON.parse(readFileSync(new URL(path, base), 'utf8')) as T;
