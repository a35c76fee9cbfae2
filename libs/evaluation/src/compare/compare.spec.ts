import { describe, expect, it } from '@jest/globals';
import { StudyError } from '@weitiao/core';
import { compare, compareArms, describeSection, scoreSections, type Row, type Scores } from '../index.js';

const exam = { name: 'mmcu', version: '1', options: { protocol: 'controlled', shots: 5, from: 'data' } };
const groups = ['医疗', 'law', 'history'];

/** Rows of three groups of 100 questions; `right` tells which are answered well. */
function scores(right: (index: number, group: number) => number | null, change: Partial<Scores> = {}): Scores {
  const rows = groups.flatMap((group, at) =>
    Array.from({ length: 100 }, (_, index): Row => ({
      id: `${group} ${index}`,
      group,
      tags: at < 2 ? ['applied'] : ['applied', 'humanities'],
      answer: { text: '' },
      score: right(index, at),
    })),
  );
  return { benchmark: exam, subject: 'x', asked: ['option log-likelihood'], outcome: 'done', rows, ...change };
}
const base = scores((index) => Number(index % 4 === 0));
/** Better in the first group only. */
const tuned = scores((index, group) => Number(index % 4 === 0 || (group === 0 && index % 4 === 1)));

describe('compare', () => {
  it('prints a table', () => {
    expect(`${compare(base, tuned, { names: ['base', 'lora'], by: 'group' })}`).toBe(
      [
        'mmcu 1 · controlled (option log-likelihood, 5-shot) · 300 questions, paired',
        '                  base         lora         difference              p (Holm)',
        '医疗              25.0 ±9.3    50.0 ±9.6    +25.0 [+15.7, +33.3]    <.001',
        'law               25.0 ±9.3    25.0 ±9.3    0.0 [−2.7, +2.7]        tie',
        'history           25.0 ±9.3    25.0 ±9.3    0.0 [−2.7, +2.7]        tie',
        'all               25.0 ±5.2    33.3 ±5.5    +8.3 [+5.0, +11.5]      <.001 · smallest difference this size can show: 4.6',
        'mean of groups    25.0 ±4.9    33.3 ±5.2    +8.3 [+5.7, +11.3]      <.001',
      ].join('\n'),
    );
  });

  it('tells by tags where there are some, which may overlap', () => {
    const sections = compare(base, tuned, { resamples: 200 }).sections.map(
      ({ section }) => `${section.label} ${section.average}`,
    );
    expect(sections).toEqual(['applied micro', 'humanities micro', 'all micro', 'mean of groups macro']);
    const [applied, humanities] = scoreSections([tuned], { by: 'tag', tagAverage: 'macro' });
    expect([applied!.estimate.items, applied!.section.average, humanities!.estimate.items]).toEqual([
      300,
      'macro',
      100,
    ]);
  });

  it('does not depend on the order of rows', () => {
    const turned = { ...tuned, rows: tuned.rows.toReversed() };
    const [one, two] = [tuned, turned].map((after) => compare(base, after, { by: 'group', resamples: 500 }));
    expect(two!.sections).toEqual(one!.sections);
  });

  it('counts what could not be read, and leaves it out', () => {
    const halting = scores((index, group) => (index === 0 && group === 1 ? null : Number(index % 4 === 0)));
    const found = compare(base, halting, { resamples: 200 });
    expect(found.sections.at(-2)).toMatchObject({
      after: { unparsed: 1, items: 299 },
      comparison: { unpaired: 1, pairs: 299, pValue: 1 },
      finding: 'tie',
    });
    expect(`${found}`).toContain('Unreadable answers, left out: before 0, after 1.');
  });

  it('shows a hole where a group has no score', () => {
    const silent = scores((index, group) => (group === 2 ? null : Number(index % 4 === 0)));
    const found = compare(base, silent, { by: 'group', resamples: 200 });
    const [history, , macro] = found.sections.slice(2);
    expect([history!.finding, macro!.finding, macro!.corrected]).toEqual(['unknown', 'unknown', null]);
    expect(`${found}`).toMatch(/\nhistory +25\.0 ±9\.3 +– +– +–\n/);
    expect(describeSection(history!, ['base', 'lora'])).toBe(
      'history: lora and base have no question that both answered readably.',
    );
  });

  it('takes seeds for runs: one lucky seed is no difference', () => {
    const unlucky = scores((index) => Number(index % 4 === 0 && index % 3 === 0));
    const found = compare(base, [tuned, unlucky], { resamples: 200 });
    expect(found.sections.every(({ finding }) => finding === 'tie')).toBe(true);
    expect(compare(base, tuned, { resamples: 200 }).sections.some(({ finding }) => finding === 'higher')).toBe(true);
    expect(`${found}`).toContain('300 questions, paired, 1 and 2 runs');
    expect(found.sections[0]!.comparison.test).toBe('runs');
  });

  it('refuses what was not asked alike', () => {
    const other = scores(() => 1, { benchmark: { ...exam, options: { ...exam.options, shots: 0 } } });
    expect(() => compare(base, other)).toThrow(StudyError);
    expect(() => compare(base, other)).toThrow(/"before" and "after" were not asked the same: mmcu 1 .*"shots":5/);
    expect(() => compare(base, { ...tuned, outcome: 'stopped' })).toThrow(
      'The evaluation of "after" on mmcu was stopped after 300 questions. Run it again',
    );
    expect(() => compare(base, [])).toThrow(StudyError);
    expect(() => compareArms([{ name: 'a', runs: [base] }], 'b')).toThrow('nothing to compare with "b". Arms: a');
  });
});

describe('compareArms', () => {
  it('corrects over all sections of all arms', () => {
    const slightly = scores((index, group) => Number(index % 4 === 0 || (group === 0 && index % 16 === 1)));
    const alone = compare(base, slightly, { by: 'group', resamples: 1000 }).sections[0]!;
    const arms = [
      { name: 'base', runs: [base] },
      ...Array.from({ length: 4 }, (_, index) => ({ name: `arm ${index}`, runs: [slightly] })),
    ];
    const among = compareArms(arms, 'base', { by: 'group', resamples: 1000 });
    expect(among).toHaveLength(4);
    const first = among[0]!.sections[0]!;
    expect(first.comparison.pValue).toBe(alone.comparison.pValue);
    expect(first.corrected!).toBeGreaterThan(alone.corrected!);
    expect(alone.comparison.pValue!).toBeLessThan(0.05);
    expect(first.finding).toBe('tie');
  });
});

describe('the words', () => {
  const words = (after: Scores, section = 0) =>
    describeSection(compare(base, after, { by: 'group', resamples: 1000 }).sections[section]!, ['base', 'lora']);

  it('call a difference real only where it is shown', () => {
    expect(words(tuned)).toBe(
      '医疗: lora is higher than base by 25.0 points (+25.0 [+15.7, +33.3], p < .001, 100 questions).',
    );
    expect(words(tuned, 1)).toBe(
      'law: no difference between lora and base is shown (0.0 [−2.7, +2.7], p = 1, 100 questions). ' +
        'A difference below 3.9 would seldom show at this size.',
    );
    const slightly = scores((index, group) => Number(index % 4 === 0 || (group === 0 && index % 30 === 1)));
    expect(words(slightly)).toMatch(/^医疗: no difference between lora and base is shown \(\+/);
  });
});
