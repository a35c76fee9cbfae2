import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFormatError, didYouMean, StudyError } from '@weitiao/core';
import { readOptionalJsonFile } from '../../read-json-file.js';

/** The text of a chat template and where it stands. */
export interface FoundTemplate {
  readonly file: string;
  readonly source: string;
}

/**
 * The chat template of a model folder: chat_template.jinja (others of it in additional_chat_templates/), else `chat_template` of tokenizer_config.json, else
 * chat_template.json; the first that is there decides.
 * @param name where the folder has several
 * @throws DataFormatError when there is none; StudyError when none has the name
 */
export async function findChatTemplate(folder: string, name = 'default'): Promise<FoundTemplate> {
  const templates = (await ownFiles(folder)) ?? (await inJson(folder, 'tokenizer_config.json')) ?? (await inJson(folder, 'chat_template.json')); // prettier-ignore
  if (!templates)
    throw new DataFormatError(
      folder,
      'has no chat template: no chat_template.jinja, and no "chat_template" in tokenizer_config.json. Name a template instead, e.g. chatml, or put the file there that training used.',
    );
  const found = templates.get(name);
  if (found) return found;
  const names = [...templates.keys()];
  throw new StudyError(
    `${[...templates.values()][0]!.file} has no chat template "${name}".${didYouMean(name, names)}\n  Chat templates: ${names.join(', ')}`,
  );
}

type Templates = ReadonlyMap<string, FoundTemplate>;

async function ownFiles(folder: string): Promise<Templates | undefined> {
  const main = await readOptional(join(folder, 'chat_template.jinja'));
  if (!main) return undefined;
  const found = new Map([['default', main]]);
  const others = join(folder, 'additional_chat_templates');
  for (const file of (await readdir(others).catch(() => [])).sort()) {
    const other = file.endsWith('.jinja') ? await readOptional(join(others, file)) : undefined;
    if (other) found.set(file.slice(0, -'.jinja'.length), other);
  }
  return found;
}

async function readOptional(file: string): Promise<FoundTemplate | undefined> {
  try {
    return { file, source: await readFile(file, 'utf8') };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DataFormatError(file, `cannot be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
}

async function inJson(folder: string, name: string): Promise<Templates | undefined> {
  const file = join(folder, name);
  const value = (await readOptionalJsonFile(file))?.['chat_template'];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return new Map([['default', { file, source: value }]]);
  const list = Array.isArray(value) ? value : [undefined];
  return new Map(
    list.map((entry: unknown) => {
      const { name: own, template: source } = Object(entry) as { name?: unknown; template?: unknown };
      if (typeof own === 'string' && typeof source === 'string') return [own, { file, source }];
      throw new DataFormatError(file, '"chat_template" is neither a text nor a list of {"name": …, "template": …}.');
    }),
  );
}
