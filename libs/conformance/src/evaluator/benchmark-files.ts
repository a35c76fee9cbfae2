import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Evaluator, Item } from '@weitiao/core';

/** A temporary folder with the files of a benchmark. */
export class BenchmarkFiles implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'weitiao-benchmark-'));
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

/** What an item asks, its turns one after the other. */
export const promptOf = ({ conversation }: Item): string => conversation.turns.map(({ content }) => content).join();
