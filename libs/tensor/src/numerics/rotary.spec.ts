import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { rotary, rotary2d, rotaryFrequencies, rotaryTables, type RotaryForm } from './rotary.js';

describeNumeric<{ form: RotaryForm; width?: number }>('rotary', ({ input, positions, blocks }, { form, width }) => {
  const turned = width ?? input!.shape.at(-1)! / (blocks ? 2 : 1);
  const tables = (places: typeof positions) => rotaryTables(places!, rotaryFrequencies(turned));
  return blocks ? rotary2d(input!, tables(positions), tables(blocks), form) : rotary(input!, tables(positions), form);
});
