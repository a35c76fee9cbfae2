import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { geluTanh } from './gelu-tanh.js';

describeNumeric('gelu-tanh', ({ input }) => geluTanh(input!));
