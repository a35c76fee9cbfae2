import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { layerNorm } from './layer-norm.js';

describeNumeric<{ epsilon: number }>('layer-norm', ({ input, weight, bias }, { epsilon }) =>
  layerNorm(input!, weight!, bias!, epsilon),
);
