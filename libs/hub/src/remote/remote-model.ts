import { readFile } from 'node:fs/promises';
import { neededFiles, type NeededFiles } from '../choose/needed-files.js';
import { shardsIn } from '../choose/shards-of.js';
import type { RemoteFile } from '../hubs/remote-hub.js';
import { missingOf } from '../snapshot.js';
import { localContent } from '../store/local-content.js';
import type { StoreSpec } from '../store/wanted.js';
import type { HubReference } from '../reference/hub-reference.js';
import type { RemoteBytes } from './remote-bytes.js';
import { RemoteReader } from './remote-reader.js';

/** A model of a hub whose weights may not be here: what of it is, and what the rest says of itself. Nothing is kept of what is read. */
export class RemoteModel {
  private readonly reader: RemoteReader;
  private readonly needed: NeededFiles;
  private readonly texts = new Map<string, Promise<string>>();

  /** @param listed the files of the commit; undefined where nobody tells */
  constructor(
    private readonly spec: StoreSpec,
    private readonly reference: HubReference,
    private readonly listed: readonly RemoteFile[] | undefined,
  ) {
    this.reader = new RemoteReader(spec);
    this.needed = neededFiles((listed ?? []).map(({ path }) => path));
  }

  /** What messages call it. */
  get name(): string {
    return this.reader.name;
  }

  /** What messages call a file. */
  about(path: string): string {
    return this.reader.about(path);
  }

  /** Names of the files that a download would choose the weights from; all at the root where there are none. */
  get weights(): readonly string[] {
    const { weights, index } = this.needed;
    const chosen = [...weights, ...(index === undefined ? [] : [index])];
    if (chosen.length > 0) return chosen;
    return (this.listed ?? []).map(({ path }) => path).filter((path) => !path.includes('/'));
  }

  /**
   * What loading it would download; nothing when all is here, undefined where nobody lists it.
   * @throws UnavailableError, StudyError; DataFormatError when its index is none
   */
  async missing(): Promise<readonly RemoteFile[] | undefined> {
    const { small, weights, index } = this.needed;
    if (!this.listed) return (await localContent(this.spec, this.reference, 'model')) === undefined ? undefined : [];
    const shards = index === undefined ? [] : await this.shards(index);
    const paths = new Set([...small, ...weights, ...(index === undefined ? [] : [index]), ...shards]);
    return missingOf(
      this.spec,
      this.listed.filter(({ path }) => paths.has(path)),
    );
  }

  /** Why nothing can be known of weights that are not here; undefined where it can, or all are here. @throws as `missing` */
  async silence(): Promise<string | undefined> {
    const missing = await this.missing();
    const { cache, offline } = this.spec;
    const asked = 'the hub is not to be asked (--offline or HF_HUB_OFFLINE)';
    if (!missing)
      return `not all of it is in the cache (${cache.folder}), and ${offline ? asked : 'the hub does not answer'}`;
    if (missing.length === 0) return undefined;
    const names = missing.map(({ path }) => path);
    if (offline) return `${shortened(names)} is not in the cache (${cache.folder}), and ${asked}`;
    const pickled = names.filter((name) => name.endsWith('.bin'));
    return pickled.length === 0
      ? undefined
      : `${shortened(pickled)} is a pickle of PyTorch, which is read when it is here`;
  }

  /** Path of a file that is here. */
  async here(path: string): Promise<string | undefined> {
    const file = this.fileOf(path);
    return file && this.spec.cache.find(this.spec.commit, path, file.size);
  }

  /** A small file, from here or from the hub; undefined where there is none. @throws UnavailableError, StudyError, DataFormatError */
  async text(path: string): Promise<string | undefined> {
    const [here, file] = [await this.here(path), this.fileOf(path)];
    if (here !== undefined) return readFile(here, 'utf8');
    if (!file) return undefined;
    const known = this.texts.get(path) ?? this.reader.text(file);
    this.texts.set(path, known);
    return known;
  }

  /** A file at the hub; undefined where there is none. */
  bytes(path: string): RemoteBytes | undefined {
    const file = this.fileOf(path);
    return file && this.reader.bytes(file);
  }

  private fileOf(path: string): RemoteFile | undefined {
    return this.listed?.find((file) => file.path === path);
  }

  /** Those that an index names; where it is not here and nobody is to be asked, those that look like its shards. */
  private async shards(index: string): Promise<readonly string[]> {
    if (!this.spec.offline || (await this.here(index)) !== undefined)
      return shardsIn((await this.text(index)) ?? '', this.about(index));
    const [stem = '', ending = ''] = index.replace('.index.json', '').split('.');
    return (this.listed ?? [])
      .map(({ path }) => path)
      .filter((path) => path.startsWith(`${stem}-`) && path.endsWith(ending));
  }
}

const shortened = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names[0]} (and ${names.length - 1} more)`;
