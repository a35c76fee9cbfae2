import { describe, expect, it } from '@jest/globals';
import type { TrialOutcome } from '../../results/study-results.js';
import { armsOf } from '../arms/arm.js';
import { holeTable } from './hole-table.js';
import { textOf } from './table.js';

const trial = (id: string, changes: Partial<TrialOutcome>): TrialOutcome => ({
  id,
  arm: { model: 'm', method: id, data: 'd', template: 't' },
  seed: 1,
  status: 'done',
  evaluations: { exam: { version: '1', protocol: 'controlled', rows: [] } },
  ...changes,
});
const rows = (...trials: TrialOutcome[]) => holeTable(armsOf(trials))?.rows.map((row) => row.map(textOf));

describe('holeTable', () => {
  it('is absent where nothing is missing', () => {
    expect(rows(trial('lora', {}), trial('full', {}))).toBeUndefined();
  });

  it('tells what failed, what has not run, and what was not asked', () => {
    const failure = { exitCode: 65, message: 'mine.csv:318: Empty reply' };
    expect(
      rows(
        trial('lora', {}),
        trial('full', { status: 'failed', failure, evaluations: {} }),
        trial('prefix', { status: 'planned', evaluations: {} }),
        trial('ours', { evaluations: {} }),
      ),
    ).toEqual([
      ['full', '1', 'failed, exit 65', 'mine.csv:318: Empty reply', 'full'],
      ['prefix', '1', 'planned', '–', 'prefix'],
      ['ours', '1', 'not evaluated', 'no answers to exam', 'ours'],
    ]);
  });
});
