import type { BaseModel } from '@weitiao/core';
import { matchWeights } from './match-weights.js';
import type { Stored } from './stored-tensors.js';

/**
 * Whether what a folder stores are a model's weights, by names, shapes and types alone.
 * @param stored as `storedTensors` found them
 * @throws DataFormatError that lists every one that is missing, unexpected, misshapen or quantised
 */
export const checkedWeights = (folder: string, model: BaseModel, stored: ReadonlyMap<string, Stored>): void =>
  void matchWeights(folder, model, stored);
