import { DataFormatError } from '@weitiao/core';
import { parseJson } from '@weitiao/checkpoint';
import { repository } from '@weitiao/python-reference';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';

export const casesFolder = join(repository, 'tools/check-peft/cases');

const values = z.record(z.string(), z.unknown());
const reason = z.string().min(1);

const python = z.union([
  z.strictObject({ peft: z.string(), arguments: values.default({}) }),
  z.strictObject({ module: z.string(), arguments: values.default({}) }),
  z.strictObject({ weights: z.string() }),
]);

const training = z.strictObject({
  learningRate: z.number().positive().default(1e-3),
  steps: z.int().min(4).max(30).default(10),
  learningRateFactors: z.record(z.string(), z.number().positive()).optional(),
});

const caseFile = z.strictObject({
  name: z.string(),
  method: z.string(),
  options: values.default({}),
  python: z.union([python, reason]),
  models: z.record(
    z.string(),
    z.strictObject({
      options: values.default({}),
      arguments: values.default({}),
      trainable: z.int().positive().optional(),
    }),
  ),
  merge: reason,
  training: z.union([training, reason]).default({ learningRate: 1e-3, steps: 10 }),
  names: z.record(z.string(), z.string()).default({}),
});

/** A file of cases/, as README.md describes it. */
export type CaseFile = z.output<typeof caseFile>;
export type Python = z.output<typeof python>;
export type Training = z.output<typeof training>;

/**
 * All cases of a folder, by name.
 * @throws DataFormatError naming the file and what is wrong with it
 */
export async function readCases(folder: string): Promise<CaseFile[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const cases = await Promise.all(files.map((name) => readCase(join(folder, name))));
  return cases.sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function readCase(file: string): Promise<CaseFile> {
  const { success, data, error } = caseFile.safeParse(parseJson(await readFile(file, 'utf8'), file));
  if (!success) throw new DataFormatError(file, z.prettifyError(error));
  if (`${data.name}.json` === basename(file)) return data;
  throw new DataFormatError(file, `its name is "${data.name}"; wanted is the file's, without .json`);
}
