import type { Console } from '../console.js';
import type { ModelPlace } from '../inspect/model/model-place.js';
import { hubFor, type OfflineOption } from './hub-for.js';

interface Folders extends OfflineOption {
  readonly model?: string;
  readonly adapter?: readonly string[];
}

/**
 * The same options with folders of this machine: what is an id of a hub is downloaded when it is not here.
 * @throws StudyError, UnavailableError, DataFormatError, CannotWriteError
 */
export async function located<O extends Folders>(options: O, console: Console, signal?: AbortSignal): Promise<O> {
  const { model, adapter } = options;
  const hub = hubFor(console, options);
  const folderOf = async (text: string) => {
    const { path, source } = await hub.model(text, { ...(signal && { signal }) });
    return source ? path : text;
  };
  return {
    ...options,
    ...(model !== undefined && { model: await folderOf(model) }),
    ...(adapter !== undefined && { adapter: await Promise.all(adapter.map(folderOf)) }),
  };
}

/** A model whose weights may stay at its hub: configuration and tokenizer are brought, and no more is. @throws as above */
export async function previewed(text: string, options: OfflineOption, console: Console): Promise<ModelPlace> {
  const { path, remote } = await hubFor(console, options).preview(text);
  return remote ? { folder: path, remote } : { folder: text };
}

/** One folder of a model or an adapter. @param options.weights false where configuration and tokenizer are enough */
export async function locatedFolder(
  text: string,
  { weights = true, ...options }: OfflineOption & { readonly weights?: boolean },
  console: Console,
): Promise<string> {
  const { path, source } = await hubFor(console, options).model(text, { weights });
  return source ? path : text;
}
