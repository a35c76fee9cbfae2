import { open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite, makeFolder } from '@weitiao/checkpoint';
import { canonicalJson } from '@weitiao/core';
import { jsonLine, wholeLines } from './json-line.js';
import { rowShape, type Row } from './row.js';
import { lineSum } from './sum.js';

/**
 * A file of rows, one line an item, in the order of the items, keys sorted. What stands in it from before is used where it is whole and was decided by
 * the same things; the file is cut at the first line that is not what must stand there, and written on from there.
 */
export class RowFile implements AsyncDisposable {
  private readonly known = new Map<string, { row: Row; sum: string }>();
  private written = 0;
  private bytes = 0;

  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    private readonly old: string[],
  ) {
    for (const line of old) {
      const parsed = rowShape.safeParse(jsonLine(line));
      if (parsed.success) {
        const { sum, ...row } = parsed.data;
        this.known.set(row.id, { row: row as Row, sum });
      }
    }
  }

  /** @throws CannotWriteError */
  static async open(path: string): Promise<RowFile> {
    try {
      await makeFolder(dirname(path));
      // `a+` would write at the end whatever was cut; `r+` needs the file.
      await (await open(path, 'a')).close();
      return new RowFile(path, await open(path, 'r+'), wholeLines(await readFile(path, 'utf8')));
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /** The row of an item that was done before. @param key of all that decides it */
  find(id: string, key: string): Row | undefined {
    const found = this.known.get(id);
    return found && lineSum(key, found.row) === found.sum ? found.row : undefined;
  }

  /** Writes the next row, unless it stands there already. @throws CannotWriteError */
  async write(row: Row, key: string): Promise<void> {
    const line = canonicalJson({ ...row, sum: lineSum(key, row) });
    const isThere = this.old[this.written++] === line;
    const content = Buffer.from(`${line}\n`);
    if (!isThere) {
      await this.cut();
      await this.trying(() => this.writeWhole(content));
    }
    this.bytes += content.length;
  }

  /** Nothing comes after what was written. @throws CannotWriteError */
  async finish(): Promise<void> {
    await this.cut();
    await this.trying(() => this.handle.sync());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.handle.close();
  }

  /** A nearly full disk takes a part and says so only by its number of bytes. */
  private async writeWhole(content: Buffer): Promise<void> {
    for (let done = 0; done < content.length;)
      done += (await this.handle.write(content, done, content.length - done, this.bytes + done)).bytesWritten;
  }

  /** Removes what is left of the old content. */
  private async cut(): Promise<void> {
    this.old.length = 0;
    const { size } = await this.handle.stat();
    if (size > this.bytes) await this.trying(() => this.handle.truncate(this.bytes));
  }

  private async trying(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }
}
