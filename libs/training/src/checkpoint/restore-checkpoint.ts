import { join } from 'node:path';
import { readTensors } from '@weitiao/checkpoint';
import { DataFormatError, type Parameter } from '@weitiao/core';
import type { ParameterStore } from '@weitiao/nn';
import { dispose, type Tensor } from '@weitiao/tensor';
import { OptimizerState } from '../optimizer/optimizer-state.js';
import { checkpointFiles } from './layout-of-folder.js';
import { momentKeys } from './moment-tensors.js';
import type { Checkpoint } from './newest-checkpoint.js';

/**
 * Puts a checkpoint's values into the store. @returns its moments, owned by the caller
 * @throws DataFormatError when it is not of these parameters
 */
export async function restoreCheckpoint({ folder }: Checkpoint, values: ParameterStore): Promise<OptimizerState> {
  await take(join(folder, checkpointFiles.values), (pick) => {
    for (const parameter of values.parameters) values.set(parameter, pick(parameter.name, parameter));
  });
  const moments = OptimizerState.start(values.parameters);
  await take(join(folder, checkpointFiles.moments), (pick) => {
    for (const parameter of moments.parameters) {
      const mean = pick(`${parameter.name}.${momentKeys.mean}`, parameter);
      moments.set(parameter, { mean, square: pick(`${parameter.name}.${momentKeys.square}`, parameter) });
    }
  });
  return moments;
}

/** Hands out the tensors of a file; those that nobody picks are freed. */
async function take(path: string, use: (pick: (key: string, parameter: Parameter) => Tensor) => void): Promise<void> {
  const tensors = await readTensors(path);
  try {
    use((key, { shape }) => {
      const found = tensors.get(key);
      if (!found)
        throw new DataFormatError(path, `has no tensor "${key}". Resume with the options that the run began with.`);
      if (String(found.shape) !== String(shape)) {
        throw new DataFormatError(
          path,
          `"${key}" has the shape [${found.shape.join(', ')}], wanted [${shape.join(', ')}].`,
        );
      }
      tensors.delete(key);
      return found;
    });
  } finally {
    dispose([...tensors.values()]);
  }
}
