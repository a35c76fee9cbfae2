import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { SourceFile } from '../reading/index.js';

/** A folder that is there as long as the spec runs. */
export function temporaryFolder(): {
  readonly path: string;
  file(name: string, content: string | Uint8Array): SourceFile;
} {
  const path = mkdtempSync(join(tmpdir(), 'weitiao-data-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    file(name, content) {
      writeFileSync(join(path, name), content);
      return { path: join(path, name), name };
    },
  };
}
