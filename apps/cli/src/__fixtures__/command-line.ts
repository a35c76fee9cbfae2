import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../main.js';

export const root = fileURLToPath(new URL('../../../..', import.meta.url));
export const model = join(root, 'examples/quickstart/model');
/** A short trial with many checkpoints. */
export const shortTrial = join(root, 'tools/kill-test/trial.yaml');

/** Runs a command line in this process. */
export async function weitiao(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => void (written[name] += text) });
  const code = await main(argv, { out: stream('out'), err: stream('err') });
  return { code, ...written };
}

export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** A temporary folder to work in. */
export class Folder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'weitiao-cli-'));

  inside(name: string): string {
    return join(this.path, name);
  }

  /** Lines that are no text are written as JSON. @returns the path */
  write(name: string, ...lines: readonly unknown[]): string {
    const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    writeFileSync(this.inside(name), texts.join('\n'));
    return this.inside(name);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}
