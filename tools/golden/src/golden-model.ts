import { loadWeights } from '@weitiao/checkpoint';
import type { BaseModel } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import { Weights } from '@weitiao/nn';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface GoldenModel {
  readonly model: BaseModel;
  readonly weights: Weights;
}

export async function goldenModel(folder: string): Promise<GoldenModel> {
  const model = bloom({ from: folder }).build(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')));
  return { model, weights: new Weights(await loadWeights(folder, model)) };
}
