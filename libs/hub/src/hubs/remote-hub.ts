import type { Repository } from '../reference/hub-reference.js';

/** A file of a repository, as the hub lists it. */
export interface RemoteFile {
  readonly path: string;
  readonly size: number;
  /** Of its bytes, where the hub says it: files of Git LFS, and every one at ModelScope. */
  readonly sha256?: string;
  /** Name of the blob in Git, where the hub says it. */
  readonly gitSha1?: string;
}

/** What a hub answers. All of it throws TransportError and StatusError. */
export interface RemoteHub {
  /** The branch that is meant where no revision is named. */
  readonly defaultRevision: string;
  /** The commit that a revision is now. */
  commit(repository: Repository, revision: string, signal: AbortSignal): Promise<string>;
  /** The files of a commit. */
  files(repository: Repository, commit: string, signal: AbortSignal): Promise<RemoteFile[]>;
  fileUrl(repository: Repository, commit: string, path: string): URL;
  /** Where a person sees the repository. */
  page(repository: Repository): string;
}

export const isCommit = (revision: string): boolean => /^[0-9a-f]{40}$/.test(revision);

/** Each part of a path on its own, so that a slash stays one. */
export const encodedPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
