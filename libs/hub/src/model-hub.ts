import { resolve } from 'node:path';
import { exitCodes, StudyError, WeitiaoError, type Hub } from '@weitiao/core';
import type { Dispatcher } from 'undici';
import { freeBytes, type FreeBytes } from './download/check-disk.js';
import type { HubEvent } from './download/hub-event.js';
import { dispatcherFor } from './http/dispatcher.js';
import { usualRetry, type RetryOptions } from './http/retry.js';
import { HubStore } from './hub-store.js';
import { written, type HubReference } from './reference/hub-reference.js';
import type { RemoteModel } from './remote/remote-model.js';
import { isPath } from './reference/is-path.js';
import { parseReference, parseShortId } from './reference/parse-reference.js';
import type { Wanted } from './store/wanted.js';
import { hubSettings, type HubSettings } from './settings/hub-settings.js';
import type { Environment } from './settings/environment.js';

export interface HubOptions {
  /** Uses what is here and asks nobody; by `HF_HUB_OFFLINE` when absent. */
  readonly offline?: boolean;
  /** Variables that say where hubs, caches and tokens are; the process's own when absent. */
  readonly environment?: Environment;
  /** Hears what is downloaded. */
  readonly tell?: (event: HubEvent) => void;
  readonly retry?: RetryOptions;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly waitMs?: number;
  /** Files at a time; 4 when absent. */
  readonly parallel?: number;
  readonly free?: FreeBytes;
}

/** The options of a hub, filled in. */
export interface HubHow extends Required<Omit<HubOptions, 'offline' | 'environment' | 'waitMs'>> {
  readonly dispatcher: Dispatcher;
}

/** Where a model or a file of data is. */
export interface Located {
  /** On this machine, absolute for what comes from a hub. */
  readonly path: string;
  /** What names the same bytes for ever: with the commit for what comes from a hub, as it was written for a path. */
  readonly reference: string;
  /** Absent for a path of this machine. */
  readonly source?: HubReference & { readonly commit: string };
}

/** A model of which configuration and tokenizer are here. */
export interface Preview extends Located {
  /** Its weights, wherever they are; absent for a path of this machine. */
  readonly remote?: RemoteModel;
}

/** Finds models and data by what users write: a path of this machine, or an id of a hub, which is downloaded when it is not here. */
export class ModelHub implements Hub {
  private readonly settings: HubSettings;
  private readonly store: HubStore;
  private readonly known = new Map<string, Promise<Located>>();

  constructor(options: HubOptions = {}) {
    const { environment = process.env, offline, tell = () => undefined, retry = usualRetry, waitMs = 30_000 } = options;
    const { parallel = 4, free = freeBytes } = options;
    const dispatcher = dispatcherFor(environment, waitMs);
    this.settings = hubSettings(environment, offline);
    this.store = new HubStore(this.settings, { dispatcher, tell, retry, parallel, free });
  }

  get offline(): boolean {
    return this.settings.offline;
  }

  /**
   * The folder of a model or an adapter. `./x`, `/x` and what exists is a folder; `owner/name` that is none is an id of Hugging Face.
   * @param folder where relative paths start; the current one when absent
   * @throws StudyError, UnavailableError, DataFormatError, CannotWriteError
   */
  async model(text: string, options: LocateModelOptions = {}): Promise<Located> {
    const { signal, weights = true } = options;
    return read(text, options, (reference) => this.once(reference, weights ? 'model' : 'facts', signal));
  }

  /** The same where configuration and tokenizer are enough, and what is known of weights without downloading them. @throws as `model` */
  async preview(text: string, options: LocateOptions = {}): Promise<Preview> {
    const { signal = new AbortController().signal } = options;
    return read(text, options, (reference) => this.store.preview(checkModel(reference), signal));
  }

  /** A file or folder of data that is named by a hub in front, `hf:datasets/owner/name/file.json`; undefined for a path of this machine. */
  async locate(text: string, { signal }: LocateOptions = {}): Promise<Located | undefined> {
    const named = parseReference(text);
    return named && this.once(named, 'all', signal);
  }

  async fetched(text: string, signal?: AbortSignal): Promise<string | undefined> {
    return (await this.locate(text, { ...(signal && { signal }) }))?.path;
  }

  /** A reference is looked up once a process. */
  private once(reference: HubReference, wanted: Wanted, given: AbortSignal | undefined): Promise<Located> {
    if (wanted !== 'all') checkModel(reference);
    const key = `${wanted} ${written(reference)}`;
    const signal = given ?? new AbortController().signal;
    const found = this.known.get(key) ?? this.store.get(reference, wanted, signal);
    this.known.set(key, found);
    found.catch(() => this.known.delete(key));
    return found;
  }
}

export interface LocateOptions {
  readonly folder?: string;
  readonly signal?: AbortSignal;
}

export interface LocateModelOptions extends LocateOptions {
  /** False where configuration and tokenizer are enough. */
  readonly weights?: boolean;
}

/** Takes a text for a path of this machine, or for an id. */
async function read<T extends Located>(
  text: string,
  { folder = process.cwd() }: LocateOptions,
  take: (reference: HubReference) => Promise<T>,
): Promise<T | Located> {
  const named = parseReference(text);
  if (named) return take(named);
  const id = isPath(text, folder) ? undefined : parseShortId(text);
  if (!id) return { path: resolve(folder, text), reference: text };
  return take(id).catch((error: unknown) => {
    throw bothReadings(error, text, resolve(folder, text));
  });
}

function checkModel(reference: HubReference): HubReference {
  if (reference.kind === 'model' && reference.path === '') return reference;
  throw new StudyError(`"${written(reference)}" is no model: wanted is an id without a path, e.g. hf:OWNER/NAME`);
}

function bothReadings(error: unknown, text: string, path: string): unknown {
  const isOfId: readonly number[] = [exitCodes.options, exitCodes.unavailable];
  if (!WeitiaoError.isInstance(error) || !isOfId.includes(error.exitCode)) return error;
  const head = `"${text}" is no folder here (${path}), so it was taken for an id of Hugging Face.`;
  return new WeitiaoError(`${head}\n  ${error.message}`, error.exitCode, { cause: error });
}
