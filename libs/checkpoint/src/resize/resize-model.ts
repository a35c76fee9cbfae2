import { DataFormatError, type BaseModel, type LinearSite } from '@weitiao/core';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseJson } from '../files/parse-json.js';
import { writeFolder } from '../files/replace-folder.js';
import { writeFileAtomically, writeStreamAtomically } from '../files/write-file-atomically.js';
import { readModelConfig } from '../model/model-config.js';
import { matchWeights } from '../model/match-weights.js';
import { storedTensors } from '../model/stored-tensors.js';
import { inShards } from '../model/write-weights.js';
import { bytesOf, headerBytes, inFileOrder, type Described } from '../safetensors/header-bytes.js';
import type { Wanted } from '../safetensors/read-tensors.js';
import { shortList } from '../shared/short-list.js';
import type { NewRows } from './new-rows.js';
import { resizedConfig } from './resized-config.js';
import { copyBytes, writeTable, type TableChange } from './table-writer.js';

export interface ResizedModel {
  /** Model folder that is left as it is. */
  readonly source: string;
  /** Builds the model that a config.json describes. */
  readonly build: (config: Readonly<Record<string, unknown>>) => BaseModel;
  /** How many ids the old tokenizer has: their rows stay, bit for bit. */
  readonly first: number;
  /** How many ids the new one has. */
  readonly vocabulary: number;
  readonly newRows: NewRows;
  /** The number of rows is made a multiple of it; 1 when absent. */
  readonly multipleOf?: number;
  /** Bytes that a file of weights holds before the next begins; 5 GB when absent. */
  readonly shardBytes?: number;
  /** Writes the files of the new tokenizer into the folder that it is given. */
  readonly tokenizer: (folder: string) => Promise<void>;
}

/** What of a folder is neither weights nor tokenizer. */
const carried = ['LICENSE', 'generation_config.json'];

/**
 * Writes a model folder whose embedding and output head have rows for more tokens. All other weights are copied byte for byte, of whatever type they are, one
 * after the other: no tensor is ever held whole. The folder appears whole or not at all.
 * @returns how many rows the tables have before and after
 * @throws DataFormatError where the tables cannot be resized · CannotWriteError
 */
export async function resizeModel(output: string, wanted: ResizedModel): Promise<{ before: number; after: number }> {
  const { source, build, first, vocabulary, newRows, multipleOf = 1, shardBytes = 5e9 } = wanted;
  if (resolve(output) === resolve(source))
    throw new DataFormatError(output, 'this is the model that is to be resized. Choose another folder.');
  const { file, config } = await readModelConfig(source);
  const model = build(config);
  const before = model.vocabulary;
  if (first > before || vocabulary < first)
    throw new DataFormatError(source, `the old tokenizer has ${first} ids, the new one ${vocabulary}, and the embedding ${before} rows: tokenizer and model are not of one checkpoint.`); // prettier-ignore
  const after = Math.max(before, Math.ceil(vocabulary / multipleOf) * multipleOf);
  const text =
    after === before ? await readFile(file, 'utf8') : resizedConfig(await readFile(file, 'utf8'), file, before, after);
  const stored = matchWeights(source, model, await storedTensors(source));
  const tables = tablesOf(model);
  const rows = stored.map((one) => described(one, tables, after));
  checkShapes(source, rows, build(parseJson(text, file) as Record<string, unknown>));
  const change: TableChange = { first, vocabulary, rows: after, newRows };
  const others = (await readdir(source)).filter((name) => carried.includes(name));
  await writeFolder(output, 'config.json', async (folder) => {
    const byName = new Map(rows.map((row) => [row.name, row]));
    const sizes = new Map(rows.map((row) => [row.name, bytesOf(row)]));
    await inShards(folder, sizes, shardBytes, (path, names) => {
      const ordered = inFileOrder(names.map((name) => byName.get(name)!));
      return writeStreamAtomically(path, async (target) => {
        await target.writeFile(headerBytes(ordered, { format: 'pt' }));
        for (const { wanted, isTable } of ordered)
          await (isTable ? writeTable(wanted, change, target) : copyBytes(wanted, target));
      });
    });
    await writeFileAtomically(join(folder, 'config.json'), text);
    for (const name of others) await copyFile(join(source, name), join(folder, name));
    await wanted.tokenizer(folder);
  });
  return { before, after };
}

/** Names of the weights that have a row for each token. */
function tablesOf({ sites }: BaseModel): ReadonlySet<string> {
  const heads = sites.filter((site): site is LinearSite => site.kind === 'linear' && site.role === 'head');
  const embeddings = sites.filter(({ kind }) => kind === 'embedding').map(({ path }) => `${path}.weight`);
  return new Set([
    ...embeddings,
    ...heads.flatMap(({ weight, bias }) => (bias === undefined ? [weight] : [weight, bias])),
  ]);
}

interface Row extends Described {
  readonly wanted: Wanted;
  readonly isTable: boolean;
}

function described(wanted: Wanted, tables: ReadonlySet<string>, rows: number): Row {
  const { name, entry } = wanted;
  const isTable = tables.has(name);
  return { name, type: entry.type, shape: isTable ? [rows, ...entry.shape.slice(1)] : entry.shape, wanted, isTable };
}

/** The new configuration must describe exactly what is written: it does not where a model has more than plain tables. */
function checkShapes(folder: string, rows: readonly Row[], { weights }: BaseModel): void {
  const wrong = rows.filter(({ name, shape }) => String(weights.get(name)) !== String(shape));
  if (wrong.length === 0 && rows.length === weights.size) return;
  const list = shortList('of another shape', wrong.map(({ name, shape }) => `${name} [${shape.join(', ')}]`)); // prettier-ignore
  throw new DataFormatError(folder, [`this kind of model has more than an embedding and a head with a row for each token, so it cannot be resized.`, list].join('\n  ')); // prettier-ignore
}
