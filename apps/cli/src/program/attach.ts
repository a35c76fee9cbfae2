import { openAdapter, type DescribedAdapter } from '@weitiao/study';
import type { TemplateReference } from '@weitiao/tokenizer';
import { installedPlugins } from '../plugin-folders.js';
import { LoadedModel, type Loaded } from './loaded.js';

/**
 * Attaches adapter folders, ours or written by peft, to a loaded base, one upon another: `attach(base, 'out/lora')`. The base is not loaded
 * again and stays as it is, so several attachments of one base can be asked in turn; each is disposed before the base.
 * @param template how prompts are written when it is asked; as they are when absent
 * @throws DataFormatError when a folder is not as it must be, or of another model
 */
export async function attach(
  { base, adapters, identity }: Loaded,
  folders: string | readonly string[],
  { template = 'none' }: { readonly template?: TemplateReference } = {},
): Promise<Loaded> {
  const opened: DescribedAdapter[] = [];
  const owner = { [Symbol.dispose]: () => opened.forEach(({ values }) => values[Symbol.dispose]()) };
  try {
    for (const folder of [folders].flat()) opened.push(await openAdapter(installedPlugins(folder), folder, base));
    return new LoadedModel(base, [...adapters, ...opened], await base.template(template), identity, owner);
  } catch (error) {
    owner[Symbol.dispose]();
    throw error;
  }
}
