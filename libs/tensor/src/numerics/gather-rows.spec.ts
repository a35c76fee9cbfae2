import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { gatherRows } from './gather-rows.js';

describeNumeric('gather-rows', ({ table, indices }) => gatherRows(table!, indices!));
