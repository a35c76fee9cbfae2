import type { Segment } from '@weitiao/core';
import { UNTRAINED } from '@weitiao/tokenizer';
import type { Example, Examples } from './examples.js';
import { GrowingList } from './growing-list.js';
import { SpoolFile } from './spool-file.js';

/**
 * Tokenised examples in a temporary file. Memory holds 16 bytes an example, whatever its length. Dispose it when the training is done.
 *
 * In the file an example is its id, its length and its tokens; a token that is not trained stands as its bits inverted, so that no labels
 * need to be kept.
 */
export class ExampleStore implements Examples, Disposable {
  private readonly spool: SpoolFile;
  private readonly starts = new GrowingList(Float64Array);
  private readonly lengths = new GrowingList(Uint32Array);
  private readonly trainedCounts = new GrowingList(Uint32Array);

  /**
   * @param folder where the temporary file is made
   * @throws CannotWriteError
   */
  constructor(folder: string) {
    this.spool = new SpoolFile(folder);
  }

  get count(): number {
    return this.starts.length;
  }

  /** sha256 of the ids, tokens and labels of every example in their order: equal for equal data, whatever the files were called. */
  get digest(): string {
    return this.spool.digest();
  }

  /** @throws CannotWriteError */
  add({ id, tokens, labels }: Example): void {
    this.starts.push(this.spool.length);
    this.lengths.push(tokens.length);
    let trained = 0;
    const record = new Int32Array(tokens.length + 2);
    record[0] = id;
    record[1] = tokens.length;
    for (let place = 0; place < tokens.length; place++) {
      const isTrained = labels[place] !== UNTRAINED;
      record[place + 2] = isTrained ? tokens[place]! : ~tokens[place]!;
      if (isTrained && place > 0) trained++;
    }
    this.trainedCounts.push(trained);
    this.spool.append(record);
  }

  length(index: number): number {
    return this.lengths.at(index);
  }

  /** The first token of an example is not counted: nothing stands before it. */
  trained(index: number): number {
    return this.trainedCounts.at(index);
  }

  segments(index: number): readonly Segment[] {
    return [this.get(index)];
  }

  get(index: number): Example {
    const start = this.starts.at(index);
    const record = this.spool.read(start, start + 2 + this.lengths.at(index));
    const tokens = record.subarray(2);
    const labels = new Int32Array(tokens.length);
    for (let place = 0; place < tokens.length; place++) {
      const value = tokens[place]!;
      labels[place] = value < 0 ? UNTRAINED : value;
      if (value < 0) tokens[place] = ~value;
    }
    return { id: record[0]!, tokens, labels };
  }

  [Symbol.dispose](): void {
    this.spool[Symbol.dispose]();
  }
}
