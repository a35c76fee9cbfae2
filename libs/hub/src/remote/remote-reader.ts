import { DataFormatError } from '@weitiao/core';
import pLimit from 'p-limit';
import { bytesFault } from '../download/file-hash.js';
import { readRange } from '../http/read-range.js';
import type { RemoteFile } from '../hubs/remote-hub.js';
import type { StoreSpec } from '../store/wanted.js';
import { RemoteBytes } from './remote-bytes.js';

/** The largest text that is read without being kept: indices of the largest models have a few million bytes. */
const mostTextBytes = 64 * 2 ** 20;

/** Headers of the largest models, of a hundred thousand tensors, have some 20 million bytes in all. Each file may claim a header of 100 million. */
const mostBytes = 256 * 2 ** 20;

/** Reads parts of files of one commit at a hub, some at a time. Nothing of them is kept. When one fails, the others end with its error. */
export class RemoteReader {
  private readonly failing = new AbortController();
  private readonly limit;
  private asked = 0;

  constructor(private readonly spec: StoreSpec) {
    this.limit = pLimit(spec.parallel);
  }

  /** What messages call the repository. */
  get name(): string {
    const { cache, commit } = this.spec;
    return `${cache.repository.id}@${commit.slice(0, 8)}`;
  }

  /** What messages call a file. */
  about(path: string): string {
    return `${this.name}/${path}`;
  }

  bytes(file: RemoteFile): RemoteBytes {
    return new RemoteBytes(file.size, (target, position) => this.limit(() => this.read(file, target, position)));
  }

  /** A small file, whole. @throws DataFormatError when it is another than the hub lists */
  async text(file: RemoteFile): Promise<string> {
    if (file.size > mostTextBytes)
      throw new DataFormatError(
        this.about(file.path),
        `it has ${file.size} bytes, more than any index of weights needs.`,
      );
    const target = new Uint8Array(file.size);
    await this.bytes(file).read(target, 0);
    const fault = bytesFault(target, file);
    if (fault === undefined) return new TextDecoder().decode(target);
    throw new DataFormatError(
      this.about(file.path),
      `the bytes that came have the ${fault}. Try again later, or another mirror (HF_ENDPOINT).`,
    );
  }

  /** A repository that claims too much is not for the memory of who only looks at it. */
  private count(bytes: number, about: string): void {
    this.asked += bytes;
    if (this.asked <= mostBytes) return;
    throw new DataFormatError(
      about,
      `with it the headers of the weights claim ${this.asked} bytes, more than those of any model (${mostBytes}). They are damaged, or made to fill memory.`,
    );
  }

  private async read(file: RemoteFile, target: Uint8Array, position: number): Promise<void> {
    const { client, remote, cache, commit, signal, retry, explain, tell } = this.spec;
    const about = this.about(file.path);
    const all = AbortSignal.any([signal, this.failing.signal]);
    const retrying = (reason: string, waitMs: number) => tell({ type: 'retry', file: about, reason, waitMs });
    const url = remote.fileUrl(cache.repository, commit, file.path);
    try {
      all.throwIfAborted();
      this.count(target.length, about);
      await readRange({ client, url, file, about, signal: all, retry, retrying }, target, position);
    } catch (error) {
      signal.throwIfAborted();
      if (!this.failing.signal.aborted) this.failing.abort(explain(error, file.path));
      throw this.failing.signal.reason;
    }
  }
}
