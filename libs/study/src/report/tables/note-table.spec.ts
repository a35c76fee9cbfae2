import { describe, expect, it } from '@jest/globals';
import { armsOf } from '../arms/arm.js';
import { markdown } from '../markdown.js';
import { reportOf } from '../report.js';
import { syntheticStudy } from '../__fixtures__/synthetic-study.js';
import { noteTable } from './note-table.js';

const study = syntheticStudy(4);
const skipped = 'mine.csv: 1 of 400 rows skipped. line 318: Empty reply.';
const noted = study.trials.map((trial, index) => ({
  ...trial,
  notes: [skipped, ...(index === 2 ? ['mmcu: 3 questions are left out.'] : [])],
}));

describe('notes of a report', () => {
  it('are told once each, with the trials that they are of', () => {
    expect(noteTable(armsOf(study.trials))).toBeUndefined();
    expect(noteTable(armsOf(noted))!.rows).toEqual([
      [skipped, 'every trial'],
      ['mmcu: 3 questions are left out.', 'lora · seed 1'],
    ]);
    expect(markdown(reportOf({ ...study, trials: noted }))).toContain('mine.csv: 1 of 400 rows skipped.');
  });
});
