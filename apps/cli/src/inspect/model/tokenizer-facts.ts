import { WeitiaoError, type BaseModel } from '@weitiao/core';
import { openTokenizer, type SpecialToken } from '@weitiao/tokenizer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TokenizerFacts {
  /** What its vocabulary file is, in words. */
  readonly kind?: string;
  readonly vocabulary?: number;
  /** Whether every id has a row of the embedding. */
  readonly fits?: boolean;
  readonly endOfText?: SpecialToken | undefined;
  readonly beginOfText?: SpecialToken | undefined;
  readonly pad?: SpecialToken | undefined;
  /** In front of every text. */
  readonly beforeText?: readonly number[];
  /** Why it cannot be read. */
  readonly fault?: string;
}

export async function tokenizerFacts(folder: string, model: BaseModel): Promise<TokenizerFacts> {
  try {
    const { kind, tokenizer } = await openTokenizer(folder);
    const { vocabulary, endOfText, beginOfText, pad, beforeText } = tokenizer;
    return { kind, vocabulary, fits: vocabulary <= model.vocabulary, endOfText, beginOfText, pad, beforeText };
  } catch (error) {
    if (WeitiaoError.isInstance(error)) return { fault: error.message };
    throw error;
  }
}

/** A chat template of the folder: its file, and how long it is. */
export interface TemplateFacts {
  readonly file: string;
  readonly characters: number;
  /** Where the file names several. */
  readonly names?: readonly string[];
}

/** Of `chat_template.jinja`, else of tokenizer_config.json, as transformers looks for it. */
export async function templateFacts(folder: string): Promise<TemplateFacts | undefined> {
  const own = await textIfThere(join(folder, 'chat_template.jinja'));
  if (own !== undefined) return { file: 'chat_template.jinja', characters: own.length };
  const { chat_template: template } = await jsonIfThere(join(folder, 'tokenizer_config.json'));
  const file = 'tokenizer_config.json';
  if (typeof template === 'string') return { file, characters: template.length };
  if (!Array.isArray(template)) return undefined;
  const all = template as readonly { name?: unknown; template?: unknown }[];
  const characters = all.reduce((sum, one) => sum + String(one.template ?? '').length, 0);
  return { file, characters, names: all.map(({ name }) => String(name)) };
}

/** How the checkpoint's publisher would have it generate. */
export async function generationFacts(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const all = await jsonIfThere(join(folder, 'generation_config.json'));
  const told = ['do_sample', 'temperature', 'top_k', 'top_p', 'repetition_penalty', 'max_new_tokens', 'eos_token_id'];
  return Object.fromEntries(Object.entries(all).filter(([key]) => told.includes(key)));
}

const textIfThere = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

/** Nothing where the file is absent or is no object: whoever loads it says what is wrong. */
async function jsonIfThere(file: string): Promise<Record<string, unknown>> {
  const text = await textIfThere(file);
  if (text === undefined) return {};
  try {
    return (JSON.parse(text) as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}
