import { z } from 'zod';
import { TransportError } from '../http/transport-error.js';
import type { HubClient } from '../http/hub-client.js';
import { parseUrl } from '../http/parse-url.js';
import type { Repository } from '../reference/hub-reference.js';
import { encodedPath, type RemoteFile, type RemoteHub } from './remote-hub.js';

const info = z.looseObject({ sha: z.string().regex(/^[0-9a-f]{40}$/) });
const size = z.int().nonnegative();
const tree = z.array(
  z.looseObject({
    type: z.string(),
    path: z.string(),
    size: size.optional(),
    oid: z.string().optional(),
    lfs: z.looseObject({ oid: z.string(), size }).nullish(),
  }),
);

/** huggingface.co and its mirrors. */
export class HuggingFace implements RemoteHub {
  readonly defaultRevision = 'main';

  constructor(private readonly client: HubClient) {}

  async commit(repository: Repository, revision: string, signal: AbortSignal): Promise<string> {
    const path = `${this.api(repository)}/revision/${encodeURIComponent(revision)}`;
    return (await this.client.json(path, info, signal)).value.sha;
  }

  async files(repository: Repository, commit: string, signal: AbortSignal): Promise<RemoteFile[]> {
    const files: RemoteFile[] = [];
    let next: string | undefined = `${this.api(repository)}/tree/${commit}?recursive=true&expand=false`;
    while (next !== undefined) {
      const { value, answer }: Awaited<ReturnType<typeof this.client.json<z.output<typeof tree>>>> =
        await this.client.json(next, tree, signal);
      for (const entry of value) if (entry.type === 'file') files.push(fileOf(entry));
      next = this.nextPage(answer.header('link'));
    }
    return files;
  }

  fileUrl({ kind, id }: Repository, commit: string, path: string): URL {
    const where = kind === 'dataset' ? `datasets/${id}` : id;
    return new URL(`${this.client.access.endpoint}/${where}/resolve/${commit}/${encodedPath(path)}`);
  }

  page({ kind, id }: Repository): string {
    return `${this.client.access.endpoint}/${kind === 'dataset' ? 'datasets/' : ''}${id}`;
  }

  private api({ kind, id }: Repository): string {
    return `${this.client.access.endpoint}/api/${kind}s/${id}`;
  }

  /** A page of another host is none of this listing. */
  private nextPage(link: string | undefined): string | undefined {
    const [, target] = /<([^>]+)>;\s*rel="?next"?/.exec(link ?? '') ?? [];
    if (target === undefined) return undefined;
    const endpoint = new URL(this.client.access.endpoint);
    const url = parseUrl(target, endpoint);
    if (url && url.pathname.startsWith('/') && url.origin === endpoint.origin) return url.href;
    // Mirrors pass on the address of the hub that they mirror: the same page is theirs too.
    if (url) return `${endpoint.href.replace(/\/+$/, '')}${url.pathname}${url.search}`;
    throw new TransportError(`${endpoint.origin} did not answer as a hub does`);
  }
}

function fileOf({ path, size, oid, lfs }: z.output<typeof tree>[number]): RemoteFile {
  const isSha1 = /^[0-9a-f]{40}$/.test(oid ?? '');
  if (lfs) return { path, size: lfs.size, ...(/^[0-9a-f]{64}$/.test(lfs.oid) && { sha256: lfs.oid }) };
  return { path, size: size ?? 0, ...(isSha1 && { gitSha1: oid! }) };
}
