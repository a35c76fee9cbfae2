import { loadWeights } from '@weitiao/checkpoint';
import type { BaseModel } from '@weitiao/core';
import { Weights } from '@weitiao/nn';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A model with its weights on the engine. */
export interface LoadedModel {
  readonly folder: string;
  readonly model: BaseModel;
  readonly weights: Weights;
}

/** What a plugin of an architecture exports. */
export type Architecture = (options: { from: string }) => {
  build(config: Readonly<Record<string, unknown>>): BaseModel;
};

export async function loadedModel(folder: string, architecture: Architecture): Promise<LoadedModel> {
  const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as Record<string, unknown>;
  const model = architecture({ from: folder }).build(config);
  return { folder, model, weights: new Weights(await loadWeights(folder, model)) };
}
