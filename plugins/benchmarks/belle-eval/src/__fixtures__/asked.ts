import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Evaluator, Item } from '@weitiao/core';

/** A temporary folder with these files. */
export class Files implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'weitiao-belle-'));
  readonly warnings: string[] = [];

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
  }

  /** The items of a benchmark whose paths start here. */
  async items(evaluator: Evaluator): Promise<Item[]> {
    const signal = new AbortController().signal;
    const warn = (message: string) => void this.warnings.push(message);
    const all: Item[] = [];
    for await (const item of evaluator.items({ folder: this.folder, signal, warn })) all.push(item);
    return all;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
