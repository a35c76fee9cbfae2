import { createHash, randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CannotWriteError } from '@weitiao/core';

const bufferedIntegers = 2 ** 16;

/**
 * 32-bit integers in a temporary file. The file has no name any more once it is open, so that nothing is left behind however the process
 * ends.
 */
export class SpoolFile implements Disposable {
  private readonly descriptor: number;
  private readonly path: string;
  private readonly hash = createHash('sha256');
  private readonly buffer = new Int32Array(bufferedIntegers);
  private buffered = 0;
  private written = 0;

  /** @throws CannotWriteError */
  constructor(folder: string) {
    this.path = join(folder, `examples-${randomUUID()}.tmp`);
    this.descriptor = this.writing(() => {
      mkdirSync(folder, { recursive: true });
      const descriptor = openSync(this.path, 'wx+');
      unlinkSync(this.path);
      return descriptor;
    });
  }

  /** How many integers it holds. */
  get length(): number {
    return this.written + this.buffered;
  }

  /** @throws CannotWriteError */
  append(values: ArrayLike<number>): void {
    for (let from = 0; from < values.length;) {
      if (this.buffered === bufferedIntegers) this.flush();
      const amount = Math.min(values.length - from, bufferedIntegers - this.buffered);
      for (let index = 0; index < amount; index++) this.buffer[this.buffered + index] = values[from + index]!;
      this.buffered += amount;
      from += amount;
    }
  }

  /** The integers from `start` to `end`. */
  read(start: number, end: number): Int32Array {
    if (end > this.written) this.flush();
    const values = new Int32Array(end - start);
    const bytes = new Uint8Array(values.buffer);
    for (let done = 0; done < bytes.length;) {
      const read = readSync(this.descriptor, bytes, done, bytes.length - done, start * 4 + done);
      if (read === 0) throw new RangeError(`The file of examples ends before ${end}.`);
      done += read;
    }
    return values;
  }

  /** sha256 of all that was appended. */
  digest(): string {
    this.flush();
    return this.hash.copy().digest('hex');
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
  }

  private flush(): void {
    const bytes = new Uint8Array(this.buffer.buffer, 0, this.buffered * 4);
    this.hash.update(bytes);
    this.writing(() => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.descriptor, bytes, done, bytes.length - done, this.written * 4 + done);
      }
    });
    this.written += this.buffered;
    this.buffered = 0;
  }

  private writing<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      throw CannotWriteError.wrap(this.path, error);
    }
  }
}
