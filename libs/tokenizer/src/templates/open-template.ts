import { join } from 'node:path';
import { OptionsError, StudyError } from '@weitiao/core';
import { loadTokenizer } from '../load-tokenizer.js';
import { readOptionalJsonFile } from '../read-json-file.js';
import type { Tokenizer } from '../tokenizer.js';
import { chatOptions, type ChatOptions } from './chat/chat-options.js';
import { openChatTemplate } from './chat/open-chat-template.js';
import { checkNamedIds, checkSpecials } from './check-specials.js';
import { folderTemplate, template } from './index.js';
import type { Template } from './template.js';

/** A template by its name, or the model folder's own with options: `chat`, `{ use: chat, variables: { enable_thinking: false } }`. */
export type TemplateReference = string | (Partial<Omit<ChatOptions, 'use'>> & { readonly use: string });

/**
 * The template of that name for a model: `chat` is the model folder's own. What the folder says of how texts end (`eos_token_id` of
 * generation_config.json) goes with it.
 * @param tokenizer of the folder; read when absent and wanted
 * @throws StudyError, OptionsError when there is no such template; DataFormatError when it does not fit the folder
 */
export async function openTemplate(
  reference: TemplateReference,
  folder: string,
  tokenizer?: Tokenizer,
): Promise<Template> {
  const { use, ...options } = typeof reference === 'string' ? { use: reference } : reference;
  const generation = (await readOptionalJsonFile(join(folder, 'generation_config.json'))) ?? {};
  const stopIds = stopIdsOf(generation);
  if (use === folderTemplate) {
    const given = { use, ...options };
    const parsed = chatOptions.safeParse(given);
    if (!parsed.success) throw OptionsError.from('template chat', chatOptions, given, parsed.error);
    const own = tokenizer ?? (await loadTokenizer(folder));
    const stops = [own.endOfText?.id, ...stopIds].flatMap((id) =>
      id === undefined || id >= own.vocabulary ? [] : [own.token(id)],
    );
    return withStops(await openChatTemplate(folder, parsed.data, own, [...new Set(stops)]), stopIds);
  }
  const found = template(use);
  const [option] = Object.keys(options);
  if (option !== undefined) throw new StudyError(`Template "${use}" has no option "${option}"; it has none.`);
  if (found.specials) {
    const own = tokenizer ?? (await loadTokenizer(folder));
    checkSpecials(found, folder, own);
    checkNamedIds(found, folder, own, generation);
  }
  return withStops(found, stopIds);
}

/** Whether a template of that name could be there, which can be told without the model. @throws StudyError */
export function checkTemplateName(reference: TemplateReference): void {
  const use = typeof reference === 'string' ? reference : reference.use;
  if (use !== folderTemplate) template(use);
}

/** The name that a study's arm has: its options follow in brackets. */
export function templateLabel(reference: TemplateReference): string {
  if (typeof reference === 'string') return reference;
  const { use, name, date, variables } = reference;
  const parts = [...(name ? [name] : []), ...(date ? [date] : []), ...Object.entries(variables ?? {}).map(([key, value]) => `${key}=${JSON.stringify(value)}`)]; // prettier-ignore
  return parts.length > 0 ? `${use}(${parts.join(', ')})` : use;
}

/** What ends a text for this model is part of what is answered: where the folder names it, it is part of the version. */
function withStops(found: Template, stopIds: readonly number[]): Template {
  if (stopIds.length < 2) return stopIds.length === 0 ? found : { ...found, stopIds };
  return { ...found, stopIds, version: `${found.version} stops ${stopIds.join()}` };
}

const stopIdsOf = ({ eos_token_id: value }: Readonly<Record<string, unknown>>): number[] =>
  [value].flat().filter((id): id is number => Number.isInteger(id));
