import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { silu } from './silu.js';

describeNumeric('silu', ({ input }) => silu(input!));
