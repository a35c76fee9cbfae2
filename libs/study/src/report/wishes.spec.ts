import { describe, expect, it } from '@jest/globals';
import type { ReportWishes } from '../results/study-results.js';
import { syntheticStudy } from './__fixtures__/synthetic-study.js';
import { csvFiles } from './csv/csv-files.js';
import { markdown } from './markdown.js';
import { plain, reportOf } from './report.js';

const study = syntheticStudy(60);
const reported = (wishes: Partial<ReportWishes>) => reportOf({ ...study, report: { ...plain, ...wishes } });
const pairs = (wishes: Partial<ReportWishes>) => [
  ...new Set(reported(wishes).contrasts.map(({ arm, baseline }) => `${arm.label} − ${baseline.label}`)),
];

describe('what a study wants of its report', () => {
  it('is comparisons with the baseline, or of every two arms, each once', () => {
    expect(pairs({})).toEqual(['lora − untuned', 'sadapter-h − untuned', 'full − untuned']);
    expect(pairs({ contrasts: 'all' })).toEqual([
      'lora − untuned',
      'sadapter-h − untuned',
      'sadapter-h − lora',
      'full − untuned',
      'full − lora',
      'full − sadapter-h',
    ]);
    const withLora = { ...study, baseline: 'lora', report: { ...plain, contrasts: 'all' as const } };
    const all = reportOf(withLora).contrasts.map(({ arm, baseline }) => [arm.label, baseline.label].sort().join());
    expect(new Set(all).size).toBe(6);
    const against = reportOf(withLora).contrasts.filter(({ isWithBaseline }) => isWithBaseline);
    expect(new Set(against.map(({ baseline }) => baseline.label))).toEqual(new Set(['lora']));
  });

  it('makes the family of the correction as large as there are tests', () => {
    const families = (wishes: Partial<ReportWishes>) => reported(wishes).contrasts.map(({ family }) => family);
    // Two benchmarks, each as a whole and as a mean of its groups.
    expect(Math.max(...families({ by: [] }))).toBe(3 * 2 * 2);
    expect(Math.max(...families({ by: [], contrasts: 'all' }))).toBe(6 * 2 * 2);
  });

  it('is comparisons by category, or of whole benchmarks alone; scores are told by category all the same', () => {
    const kinds = (wishes: Partial<ReportWishes>) => new Set(reported(wishes).contrasts.map(({ scope }) => scope.kind));
    expect(kinds({})).toEqual(new Set(['items', 'groups', 'group']));
    expect(kinds({ by: [] })).toEqual(new Set(['items', 'groups']));
    expect(markdown(reported({ by: [] }))).toMatch(/\| 法律 \|/);
  });

  it('is p-values as they are, and then says so', () => {
    const bare = reported({ correction: 'none' });
    for (const { comparison, corrected } of bare.contrasts) expect(corrected).toBe(comparison.pValue);
    const text = markdown(bare);
    expect(text).not.toContain('Holm');
    expect(text).toContain('12 tests, not corrected');
    expect(text).toContain('No p is corrected');
    const [, contrasts] = csvFiles(bare).find(([name]) => name === 'contrasts.csv')!;
    expect(contrasts).toContain(',none,');
    expect(markdown(reported({}))).toContain('Holm’s correction over 12 tests');
  });
});
