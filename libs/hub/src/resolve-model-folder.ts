import { ModelHub, type HubOptions, type LocateModelOptions } from './model-hub.js';

/**
 * The folder of a model: as it is written where it is a folder, else downloaded by its id, `Qwen/Qwen2.5-0.5B` or `modelscope:Qwen/Qwen2.5-0.5B`.
 * @throws StudyError, UnavailableError, DataFormatError, CannotWriteError
 */
export async function resolveModelFolder(
  text: string,
  { folder, signal, weights, ...options }: HubOptions & LocateModelOptions = {},
): Promise<string> {
  const where = { ...(folder !== undefined && { folder }), ...(signal && { signal }) };
  const which = weights === undefined ? {} : { weights };
  return (await new ModelHub(options).model(text, { ...where, ...which })).path;
}
