import type { Tensor } from '@weitiao/tensor';
import type { OptimizerState } from '../optimizer/optimizer-state.js';

/** PyTorch's names of the two moments. */
export const momentKeys = { mean: 'exp_avg', square: 'exp_avg_sq' } as const;

export const momentTensors = (state: OptimizerState): Map<string, Tensor> =>
  new Map(
    state.parameters.flatMap((parameter) => {
      const moments = state.get(parameter);
      return [
        [`${parameter.name}.${momentKeys.mean}`, moments.mean] as const,
        [`${parameter.name}.${momentKeys.square}`, moments.square] as const,
      ];
    }),
  );
