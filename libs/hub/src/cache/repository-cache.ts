import { readFile, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { isCommit } from '../hubs/remote-hub.js';
import type { RemoteFile } from '../hubs/remote-hub.js';
import type { Repository } from '../reference/hub-reference.js';
import { placeLink } from './place-link.js';
import { checkPath } from './safe-path.js';
import { makeFolder, writeWhole } from './write-whole.js';

/**
 * One repository in the layout that Hugging Face's Python library keeps: `blobs/` by their hash, `snapshots/COMMIT/PATH` as links to them,
 * `refs/REVISION` with the commit that a revision was when it was seen last.
 */
export class RepositoryCache {
  readonly folder: string;
  readonly locks: string;

  constructor(
    root: string,
    readonly repository: Repository,
  ) {
    const name = `${repository.kind}s--${repository.id.replaceAll('/', '--')}`;
    this.folder = join(root, name);
    this.locks = join(root, '.locks', name);
  }

  snapshot(commit: string): string {
    return join(this.folder, 'snapshots', commit);
  }

  /** Where a file's bytes lie: under their hash, or where the hub names none under a name that the commit makes. */
  blob(commit: string, { path, sha256, gitSha1 }: RemoteFile): string {
    return join(
      this.folder,
      'blobs',
      sha256 ?? gitSha1 ?? Buffer.from(`${commit}/${path}`).toString('base64url').slice(-200),
    );
  }

  /** The commit that a revision was when it was seen last. */
  async seen(revision: string): Promise<string | undefined> {
    const text = await readFile(join(this.folder, 'refs', revision), 'utf8').catch(() => '');
    return isCommit(text.trim()) ? text.trim() : undefined;
  }

  async remember(revision: string, commit: string): Promise<void> {
    if (isCommit(revision) || (await this.seen(revision)) === commit) return;
    await writeWhole(join(this.folder, 'refs', revision), commit);
  }

  /**
   * Path of a file that is here, or undefined.
   * @param size what it must have; not looked at when absent
   * @throws DataFormatError when a link leads out of the repository's folder
   */
  async find(commit: string, path: string, size?: number): Promise<string | undefined> {
    const file = join(this.snapshot(commit), path);
    const found = await stat(file).catch(() => undefined);
    if (!found || (size !== undefined && found.isFile() && found.size !== size)) return undefined;
    await this.checkInside(file);
    return file;
  }

  /** Puts a blob into a snapshot. @throws DataFormatError when a link on the way leads out, CannotWriteError */
  async place(commit: string, file: RemoteFile): Promise<string> {
    checkPath(file.path, this.repository.id);
    const target = join(this.snapshot(commit), file.path);
    await makeFolder(dirname(target));
    await this.checkInside(dirname(target));
    await placeLink(this.blob(commit, file), target);
    return target;
  }

  /** Takes a file that is not as it must be out of the cache. */
  async discard(commit: string, file: RemoteFile): Promise<void> {
    await rm(join(this.snapshot(commit), file.path), { force: true });
    await rm(this.blob(commit, file), { force: true });
  }

  private async checkInside(path: string): Promise<void> {
    const [inside, real] = await Promise.all([realpath(this.folder), realpath(path)]);
    const way = relative(inside, real);
    if (way !== '..' && !way.startsWith(`..${sep}`) && !/^([A-Za-z]:|[\\/])/.test(way)) return;
    throw new DataFormatError(
      path,
      `is a link that leads out of the cache, to ${real}. Remove it, and run the same command again.`,
    );
  }
}
