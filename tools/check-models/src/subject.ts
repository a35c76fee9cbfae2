import { readReferenceLogits, type ReferenceLogits } from '@weitiao/conformance/bench';
import { StudyError } from '@weitiao/core';
import {
  loadedModel,
  sharedModels,
  tinyModels,
  type Architecture,
  type LoadedModel,
  type ModelFolder,
} from '@weitiao/python-reference';
import { join } from 'node:path';

/** A checkpoint on the engine, beside what the reference implementation computes with it. */
export interface Subject extends ModelFolder {
  readonly loaded: LoadedModel;
  readonly numbers: ReferenceLogits;
  /** Its folder of the exchange with Python. */
  readonly exchange: string;
}

/** All checkpoints, or those of some families. @throws StudyError when one is named that is not there */
export function chosenModels(families: string | undefined): ModelFolder[] {
  const all = [...tinyModels(), ...sharedModels()];
  const wanted = families?.split(',');
  const known = [...new Set(all.map(({ family }) => family))];
  const unknown = wanted?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new StudyError(`There is no family "${unknown}" with checkpoints. There are: ${known.join(', ')}`);
  return all.filter(({ family }) => wanted?.includes(family) ?? true);
}

export const architectureOf = async (family: string): Promise<Architecture> =>
  ((await import(`@weitiao/model-${family}`)) as { default: Architecture }).default;

/** The caller disposes its weights. */
export async function openSubject(model: ModelFolder, exchange: string): Promise<Subject> {
  const loaded = await loadedModel(model.folder, await architectureOf(model.family));
  const numbers = await readReferenceLogits(model.reference);
  return { ...model, loaded, numbers, exchange: join(exchange, `${model.family}-${model.name}`) };
}
