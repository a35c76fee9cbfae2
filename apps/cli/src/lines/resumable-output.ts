import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cannotWrite } from '@weitiao/checkpoint';

/**
 * A JSONL file in the making. It stands beside the one that it becomes, under a name that holds the identity of the work;
 * so an interrupted run is gone on with, and never a run of something else.
 */
export class ResumableOutput implements Disposable {
  private open = true;

  private constructor(
    private readonly path: string,
    private readonly partial: string,
    private readonly file: number,
    /** Lines that an earlier run wrote. */
    readonly linesDone: number,
  ) {}

  /**
   * @param identity of all that decides the lines
   * @param window lines are written this many at a time: of a window that is not whole, nothing is kept
   * @throws CannotWriteError
   */
  static open(path: string, identity: string, window: number): ResumableOutput {
    const [folder, name] = [dirname(path), basename(path)];
    const partial = join(folder, `.${name}.${identity.slice(0, 16)}.partial`);
    try {
      mkdirSync(folder, { recursive: true });
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
        throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
      for (const other of readdirSync(folder)) {
        if (other.startsWith(`.${name}.`) && other.endsWith('.partial') && join(folder, other) !== partial)
          rmSync(join(folder, other));
      }
      const file = openSync(partial, 'a+');
      const { lines, bytes } = wholeLines(readFileSync(partial), window);
      ftruncateSync(file, bytes);
      return new ResumableOutput(path, partial, file, lines);
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /** Appends the lines of a window. @throws CannotWriteError, for instance when the disk is full; what was there stays */
  write(values: readonly unknown[]): void {
    const text = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
    try {
      for (let written = 0; written < text.length;) written += writeSync(this.file, text, written);
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }

  /** Everything is written: gives the file its name. */
  commit(): void {
    try {
      fsyncSync(this.file);
      this[Symbol.dispose]();
      renameSync(this.partial, this.path);
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }

  /** What was written stays, to be gone on with; an empty file is of no use. */
  [Symbol.dispose](): void {
    if (!this.open) return;
    const { size } = fstatSync(this.file);
    closeSync(this.file);
    this.open = false;
    if (size === 0) rmSync(this.partial, { force: true });
  }
}

/** How many lines of whole windows there are, and how many bytes they take. */
function wholeLines(content: Buffer, window: number): { lines: number; bytes: number } {
  const ends: number[] = [];
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) ends.push(at + 1);
  const lines = ends.length - (ends.length % window);
  return { lines, bytes: lines === 0 ? 0 : ends[lines - 1]! };
}
