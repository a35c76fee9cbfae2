import type { BaseModel } from '@weitiao/core';
import type { Tensor } from '@weitiao/tensor';
import { readWanted } from '../safetensors/read-tensors.js';
import { matchWeights } from './match-weights.js';
import { storedTensors } from './weight-files.js';

/**
 * The weights of a Hugging Face model folder (one safetensors file, or several with an index), as float32, by the names that the model
 * gives them. They belong to the caller; no scope frees them. Beyond them no more than the largest is held at any time.
 * @throws DataFormatError when files are missing, damaged or of another model; nothing is kept then
 */
export async function loadWeights(folder: string, model: BaseModel): Promise<Map<string, Tensor>> {
  const stored = await storedTensors(folder);
  return readWanted(matchWeights(folder, model, stored));
}
