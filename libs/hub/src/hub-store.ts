import { exitCodes, WeitiaoError } from '@weitiao/core';
import { notHere } from './store/not-here.js';
import { commitOf } from './store/commit-of.js';
import { contentOf } from './store/content-of.js';
import { listingOf } from './store/listing-of.js';
import { localContent } from './store/local-content.js';
import type { StoreSpec, Wanted } from './store/wanted.js';
import { RepositoryCache } from './cache/repository-cache.js';
import { hubError } from './hub-error.js';
import { HubClient } from './http/hub-client.js';
import { TransportError } from './http/transport-error.js';
import { HuggingFace } from './hubs/hugging-face.js';
import { ModelScope } from './hubs/modelscope.js';
import { isCommit, type RemoteFile, type RemoteHub } from './hubs/remote-hub.js';
import type { HubHow, Located, Preview } from './model-hub.js';
import { written, type HubName, type HubReference } from './reference/hub-reference.js';
import { RemoteModel } from './remote/remote-model.js';
import type { HubSettings } from './settings/hub-settings.js';

interface Opened {
  readonly client: HubClient;
  readonly remote: RemoteHub;
}

interface Found {
  readonly located: Located;
  readonly snapshot: StoreSpec;
  /** Of the commit; undefined where nobody tells. */
  readonly files: readonly RemoteFile[] | undefined;
}

/** What a reference names, from the cache or from its hub. */
export class HubStore {
  private readonly opened = new Map<HubName, Opened>();

  constructor(
    private readonly settings: HubSettings,
    private readonly how: HubHow,
  ) {}

  /** @throws StudyError, UnavailableError, DataFormatError, CannotWriteError */
  async get(reference: HubReference, wanted: Wanted, signal: AbortSignal): Promise<Located> {
    return (await this.find(reference, wanted, signal)).located;
  }

  /** Brings a model's configuration and tokenizer, and leaves its weights where they are. @throws as `get` */
  async preview(reference: HubReference, signal: AbortSignal): Promise<Preview> {
    const { located, snapshot, files } = await this.find(reference, 'facts', signal);
    return { ...located, remote: new RemoteModel(snapshot, reference, files) };
  }

  private async find(reference: HubReference, wanted: Wanted, signal: AbortSignal): Promise<Found> {
    const { client, remote } = this.open(reference.hub);
    const { offline } = this.settings;
    const { access } = client;
    const cache = new RepositoryCache(access.cache, reference);
    const revision = reference.revision ?? remote.defaultRevision;
    const asked = { access, reference: { ...reference, revision }, page: remote.page(reference) };
    const explain = (error: unknown, file?: string) =>
      hubError(error, { ...asked, ...(file !== undefined && { file }) });
    const spec = { ...this.how, client, remote, cache, signal, offline, explain };
    try {
      const commit = await commitOf(spec, revision);
      const snapshot = { ...spec, commit };
      const files = await listingOf(snapshot).catch(async (error: unknown) => {
        // A hub that does not answer is no reason to stop where all is here.
        if (error instanceof TransportError && (await localContent(snapshot, reference, wanted))) return undefined;
        throw error;
      });
      const path = await (files ? contentOf(snapshot, files, reference, wanted) : known(snapshot, reference, wanted));
      if (!offline && files) await cache.remember(revision, commit);
      return { located: locatedAt(path, reference, isCommit(revision) ? revision : commit), snapshot, files };
    } catch (error) {
      if (signal.aborted && !WeitiaoError.isInstance(error)) throw stopped(reference);
      throw explain(error);
    }
  }

  private open(hub: HubName): Opened {
    const known = this.opened.get(hub);
    if (known) return known;
    const client = new HubClient(this.settings.hubs[hub], this.how.dispatcher);
    const opened = { client, remote: hub === 'huggingface' ? new HuggingFace(client) : new ModelScope(client) };
    this.opened.set(hub, opened);
    return opened;
  }
}

/** What is here of a commit whose listing is not known. */
async function known(...[spec, reference, wanted]: Parameters<typeof localContent>): Promise<string> {
  const path = await localContent(spec, reference, wanted);
  if (path !== undefined) return path;
  throw notHere(spec.cache, `${written(reference)} (commit ${spec.commit})`);
}

const stopped = (reference: HubReference): WeitiaoError =>
  new WeitiaoError(
    `Stopped while ${written(reference)} was downloaded. Run the same command again: it goes on from there.`,
    exitCodes.interrupted,
  );

const locatedAt = (path: string, reference: HubReference, commit: string): Located => ({
  path,
  reference: written({ ...reference, revision: commit }),
  source: { ...reference, commit },
});
