import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { rmsNorm } from './rms-norm.js';

describeNumeric<{ epsilon: number }>('rms-norm', ({ input, weight }, { epsilon }) => rmsNorm(input!, weight!, epsilon));
