import { createHash } from 'node:crypto';
import { z } from 'zod';
import { StatusError, TransportError } from '../http/transport-error.js';
import type { HubClient } from '../http/hub-client.js';
import type { Repository } from '../reference/hub-reference.js';
import { isCommit, type RemoteFile, type RemoteHub } from './remote-hub.js';

const entry = z.looseObject({
  Path: z.string(),
  Type: z.string(),
  Size: z.int().nonnegative().default(0),
  Sha256: z.string().nullish(),
  Revision: z.string().nullish(),
  CommittedDate: z.number().nullish(),
});
type Entry = z.output<typeof entry>;
const answered = z.looseObject({
  Code: z.number().optional(),
  Success: z.boolean().optional(),
  Data: z.union([z.looseObject({ Files: z.array(entry).nullish() }), z.array(entry)]).nullish(),
});

/** The server cuts a listing of a model at this many entries and does not say so. */
const cutAt = 3000;
const pageSize = 200;

/**
 * ModelScope. It names no commit of a branch; each file tells the commit that changed it last, and the newest of these is taken for the
 * branch's. Where files do not tell it, a hash of the listing stands for it.
 */
export class ModelScope implements RemoteHub {
  readonly defaultRevision = 'master';
  private readonly asked = new Map<string, { revision: string; entries: Entry[] }>();

  constructor(private readonly client: HubClient) {}

  async commit(repository: Repository, revision: string, signal: AbortSignal): Promise<string> {
    const entries = await this.entries(repository, revision, signal);
    const commit = isCommit(revision) ? revision : newestCommit(entries);
    this.asked.set(key(repository, commit), { revision, entries });
    return commit;
  }

  async files(repository: Repository, commit: string, signal: AbortSignal): Promise<RemoteFile[]> {
    const known = this.asked.get(key(repository, commit));
    const entries = known?.entries ?? (await this.entries(repository, commit, signal));
    return entries.filter(({ Type }) => Type === 'blob').map(fileOf);
  }

  fileUrl(repository: Repository, commit: string, path: string): URL {
    const url = new URL(`${this.api(repository)}/repo`);
    url.searchParams.set('Revision', this.asked.get(key(repository, commit))?.revision ?? commit);
    url.searchParams.set('FilePath', path);
    return url;
  }

  page({ kind, id }: Repository): string {
    return `${this.client.access.endpoint}/${kind}s/${id}`;
  }

  private api({ kind, id }: Repository): string {
    return `${this.client.access.endpoint}/api/v1/${kind}s/${id}`;
  }

  private async entries(repository: Repository, revision: string, signal: AbortSignal): Promise<Entry[]> {
    if (repository.kind === 'dataset') return this.pages(repository, revision, signal);
    const found = await this.page1(
      `${this.api(repository)}/repo/files`,
      { Revision: revision, Recursive: 'True' },
      signal,
    );
    if (found.length < cutAt) return found;
    throw new StatusError(
      200,
      '',
      `${this.page(repository)} lists ${cutAt} files, where ModelScope cuts a listing off`,
    );
  }

  private async pages(repository: Repository, revision: string, signal: AbortSignal): Promise<Entry[]> {
    const all: Entry[] = [];
    for (let page = 1; ; page++) {
      const query = { Revision: revision, Recursive: 'True', PageNumber: `${page}`, PageSize: `${pageSize}` };
      const found = await this.page1(`${this.api(repository)}/repo/tree`, query, signal);
      all.push(...found);
      if (found.length < pageSize) return all;
    }
  }

  private async page1(path: string, query: Record<string, string>, signal: AbortSignal): Promise<Entry[]> {
    const { value } = await this.client.json(`${path}?${new URLSearchParams(query).toString()}`, answered, signal);
    const { Code = 200, Success = true, Data } = value;
    if (Code === 404 || Code === 403 || Code === 401) throw new StatusError(Code, '', `${path} answered with ${Code}`);
    if (!Success || Code !== 200) throw new TransportError(`${path} answered with ${Code}`);
    return (Array.isArray(Data) ? Data : Data?.Files) ?? [];
  }
}

const key = ({ kind, id }: Repository, commit: string): string => `${kind} ${id} ${commit}`;

function newestCommit(entries: readonly Entry[]): string {
  const dated = entries.filter(
    ({ Type, Revision, CommittedDate }) => Type === 'blob' && isCommit(Revision ?? '') && CommittedDate,
  );
  const newest = dated.sort((a, b) => b.CommittedDate! - a.CommittedDate!)[0];
  if (newest && dated.length === entries.filter(({ Type }) => Type === 'blob').length) return newest.Revision!;
  const lines = entries.map(({ Path, Size, Sha256 }) => JSON.stringify([Path, Size, Sha256 ?? null])).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 40);
}

const fileOf = ({ Path, Size, Sha256 }: Entry): RemoteFile => {
  const sha256 = Sha256?.toLowerCase() ?? '';
  return { path: Path, size: Size, ...(/^[0-9a-f]{64}$/.test(sha256) && { sha256 }) };
};
