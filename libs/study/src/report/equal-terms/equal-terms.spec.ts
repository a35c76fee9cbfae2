import { describe, expect, it } from '@jest/globals';
import type { SearchOutcome } from '../../results/study-results.js';
import { syntheticStudy } from '../__fixtures__/synthetic-study.js';
import { equalTermsContent } from '../content/equal-terms-content.js';
import { reportOf } from '../report.js';
import { textOf } from '../tables/table.js';
import { summaryText } from '../text/summary-text.js';
import { equalTermsCaveats } from './caveats.js';

const study = syntheticStudy(8);
const [lora, sadapterH] = study.searches!;
const withSearches = (...searches: SearchOutcome[]) => reportOf({ ...study, sizes: [], searches });
const rows = (...searches: SearchOutcome[]) => {
  const [content] = equalTermsContent(withSearches(...searches));
  return content?.kind === 'table' ? content.table.rows.map((cells) => cells.map(textOf)) : undefined;
};

describe('the section on equal terms', () => {
  it('is left out of a study that searches no rate and wants no equal sizes', () => {
    expect(equalTermsContent(reportOf({ ...study, searches: undefined, sizes: undefined }))).toEqual([]);
    expect(equalTermsCaveats(reportOf({ ...study, searches: undefined, sizes: undefined }))).toEqual([]);
  });

  it('says of an open search how far it is, and of one without a rate why', () => {
    const open = {
      ...lora!,
      chosen: undefined,
      tries: lora!.tries.map(({ id, learningRate }) => ({ id, learningRate, status: 'running' as const })),
    };
    expect(rows(open)!.map((cells) => cells.at(-1))).toEqual(['running', 'running', 'running']);
    const failed = { ...sadapterH!, chosen: undefined, tries: [sadapterH!.tries[2]!] };
    expect(rows(failed)).toEqual([['sadapter-h', '0.001', '–', 'The loss of step 7 is NaN. Lower the learning rate']]);
    expect(summaryText(withSearches(failed))).toMatch(/sadapter-h {3}– {15}of 0\.001/);
  });

  it('warns of a rate at either edge, also where what lies beyond it diverged, and of unequal numbers of tries', () => {
    const at = (chosen: number) => equalTermsCaveats(withSearches({ ...lora!, chosen }));
    expect(at(1e-4)).toEqual([expect.stringContaining('lora (1e-4, the smallest)')]);
    expect(at(1e-3)).toEqual([expect.stringContaining('lora (0.001, the largest)')]);
    expect(at(3e-4)).toEqual([]);
    // Above the chosen rate was one that diverged: there is no better one to be sought.
    expect(equalTermsCaveats(withSearches(sadapterH!))).toEqual([]);
    const fewer = { ...sadapterH!, tries: sadapterH!.tries.slice(0, 2), chosen: undefined };
    expect(equalTermsCaveats(withSearches({ ...lora!, chosen: 3e-4 }, fewer))).toEqual([
      'Not every arm had the same number of tries at its learning rate: 2, 3.',
    ]);
  });
});
