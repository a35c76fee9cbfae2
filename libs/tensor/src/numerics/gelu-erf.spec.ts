import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { geluErf } from './gelu-erf.js';

describeNumeric('gelu-erf', ({ input }) => geluErf(input!));
