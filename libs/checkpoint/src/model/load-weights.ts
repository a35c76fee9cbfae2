import { UnavailableError, type BaseModel, type WeightStorage } from '@weitiao/core';
import { canPack, type Tensor } from '@weitiao/tensor';
import { smallestPacked } from '../safetensors/packing.js';
import { readWanted } from '../safetensors/read-tensors.js';
import { readFrozen, type FrozenWeights } from '../safetensors/read-frozen.js';
import { matchWeights } from './match-weights.js';
import { storedTensors } from './stored-tensors.js';

/**
 * The weights of a Hugging Face model folder (one safetensors file, or several with an index), as float32, by the names that the model
 * gives them. They belong to the caller; no scope frees them. Beyond them no more than the largest is held at any time.
 * @throws DataFormatError when files are missing, damaged or of another model; nothing is kept then
 */
export async function loadWeights(folder: string, model: BaseModel): Promise<Map<string, Tensor>> {
  const stored = await storedTensors(folder);
  return readWanted(matchWeights(folder, model, stored));
}

/**
 * The same, held as `storage` says: matrices of bfloat16 take half. From a bfloat16 checkpoint their bytes are taken as they are.
 * @param smallest numbers of the smallest matrix that is packed
 * @throws DataFormatError as above; UnavailableError when the engine cannot compute with bfloat16
 */
export async function loadFrozenWeights(
  folder: string,
  model: BaseModel,
  storage: WeightStorage,
  smallest = smallestPacked,
): Promise<FrozenWeights> {
  if (storage !== 'float32' && !canPack())
    throw new UnavailableError(
      `The tensor engine cannot hold weights as ${storage}. Use the engine of @weitiao/backend-tensorflow, or weights: float32.`,
    );
  const wanted = matchWeights(folder, model, await storedTensors(folder));
  return readFrozen(wanted, storage === 'float32' ? undefined : { rounds: storage === 'bfloat16-rounded', smallest });
}
