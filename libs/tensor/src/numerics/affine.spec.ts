import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { affine } from './affine.js';

describeNumeric<{ transposed: boolean }>('affine', ({ input, weight, bias }, { transposed }) =>
  affine(input!, weight!, bias, transposed),
);
