import { existsSync } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readModelConfig, resizeModel, writeFileAtomically, writeFolder, type NewRows } from '@weitiao/checkpoint';
import {
  oldPieces,
  serialisePieceModel,
  type MergedPieces,
  type PieceModel,
  type PieceTokenizerFiles,
} from '@weitiao/tokenizer';
import type { ExpandOptions } from '../commands/tokenizer.js';
import { installedPlugins } from '../plugin-folders.js';

export interface Expanded {
  readonly files: PieceTokenizerFiles;
  readonly merged: MergedPieces;
  readonly old: PieceModel;
  /** Names of JSON files beside the model → their content. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Ids in all, `[PAD]` among them. */
  readonly vocabulary: number;
}

/** The folder, where it is a model's. */
export const modelFolder = ({ folder }: PieceTokenizerFiles): string | undefined =>
  folder !== undefined && existsSync(join(folder, 'config.json')) ? folder : undefined;

/** What a tokenizer folder has beside its vocabulary that stays true. */
const carried = ['chat_template.jinja', 'chat_template.json', 'special_tokens_map.json'];

/**
 * Writes the tokenizer's files, with the model's where there is one: the whole folder or nothing.
 * @returns rows of embedding and head before and after; undefined where only the tokenizer is written
 */
export async function writeExpanded(
  output: string,
  { files, merged, old, settings, vocabulary }: Expanded,
  options: Pick<ExpandOptions, 'tokenizerOnly' | 'rows' | 'multipleOf' | 'seed'>,
): Promise<{ before: number; after: number } | undefined> {
  const tokenizer = async (folder: string) => {
    await writeFileAtomically(join(folder, 'tokenizer.model'), serialisePieceModel(merged.model));
    for (const [name, content] of Object.entries(settings))
      await writeFileAtomically(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
    if (files.folder === undefined) return;
    const others = (await readdir(files.folder)).filter((name) => carried.includes(name));
    for (const name of others) await copyFile(join(files.folder, name), join(folder, name));
  };
  const model = modelFolder(files);
  if (options.tokenizerOnly || model === undefined) {
    await writeFolder(output, 'tokenizer.model', tokenizer);
    return undefined;
  }
  const { file, modelType, config } = await readModelConfig(model);
  const plugins = installedPlugins(model);
  const source = (await plugins.load('model', plugins.forModelType(modelType, file)))({ from: model });
  return resizeModel(output, {
    source: model,
    build: (config) => source.build(config),
    first: merged.first,
    vocabulary,
    newRows: newRows(files.path, old, merged, { ...options, deviation: deviationOf(config) }),
    multipleOf: options.multipleOf,
    tokenizer,
  });
}

function newRows(
  path: string,
  old: PieceModel,
  { first, added }: MergedPieces,
  { rows, seed, deviation }: Pick<ExpandOptions, 'rows' | 'seed'> & { readonly deviation: number },
): NewRows {
  if (rows === 'normal') return { from: 'normal', deviation, seed };
  const cut = oldPieces(path, old);
  return {
    from: 'pieces',
    deviation,
    seed,
    piecesOf: (id) => (added[id - first] === undefined ? [] : cut(added[id - first]!)),
  };
}

/** transformers' default where the configuration has none. */
const deviationOf = ({ initializer_range: range }: Readonly<Record<string, unknown>>): number =>
  typeof range === 'number' ? range : 0.02;
