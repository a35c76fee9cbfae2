import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { inverse } from './inverse.js';

describeNumeric('inverse', ({ matrices }) => inverse(matrices!));
