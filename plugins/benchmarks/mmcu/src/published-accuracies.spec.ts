import { describe, expect, it } from '@jest/globals';
import { choiceLetters, type Item } from '@weitiao/core';
import { grouped, hasPublished, publishedSheets, type PublishedLine } from './__fixtures__/published.js';
import mmcu from './index.js';
import { subjectOf } from './subject.js';

const grader = mmcu({ from: 'nowhere', protocol: 'as-published' });

async function isRight({ answer, label }: PublishedLine): Promise<boolean> {
  const item: Item = { id: '', group: '', conversation: { turns: [] }, reference: choiceLetters(label) };
  return (await grader.grade(item, { text: answer })).score === 1;
}
const nameOf = (model: string) => model.split('_test', 1)[0]!;
const mean = (values: readonly (number | boolean)[]) =>
  values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length;

const there = hasPublished ? describe : describe.skip;
const title = hasPublished ? '' : ' (skipped: there is no folder "shared" beside the checkout)';

there(`the answers that MMCU published${title}`, () => {
  const sheets = hasPublished ? publishedSheets() : [];

  it('are those of 7 models to 11,845 questions in 25 subjects and four domains', () => {
    const models = grouped(sheets, ({ model }) => model);
    expect(models.size).toBe(7);
    for (const own of models.values()) {
      expect(own).toHaveLength(25);
      const questions = grouped(own, ({ sheet }) => subjectOf(sheet).domain);
      const counts = [...questions].map(([domain, of]) => [
        domain,
        of.reduce((sum, { lines }) => sum + lines.length, 0),
      ]);
      expect(Object.fromEntries(counts)).toEqual({ 医疗: 2819, 心理: 2000, 教育: 3331, 法律: 3695 });
    }
  });

  it('get the accuracies that were published, but for four lines whose labels the scripts misread', async () => {
    const others: unknown[] = [];
    for (const { model, sheet, lines, accuracy } of sheets) {
      const right = await Promise.all(lines.map(isRight));
      const differ = lines.flatMap((line, index) =>
        right[index] === line.correct ? [] : [{ ...line, number: index + 1 }],
      );
      others.push(...differ.map(({ number, answer, label }) => [nameOf(model), sheet, number, answer, label]));
      // Rounded as Python does it: a half goes to the even digit, so compare what is meant.
      const same = differ.length / lines.length;
      expect(Math.abs(mean(right) - same - accuracy)).toBeLessThan(0.0005 + 1e-9);
    }
    expect(others).toEqual([
      ['bloomz_3b', '教育_政治', 77, 'C', 'c'],
      ['bloomz_560m', '教育_地理', 473, 'D', 'D\u3000'],
      ['chatglm6b', '教育_地理', 490, 'D', 'D\u3000'],
      ['gpt3.5turbo', '教育_政治', 77, 'C', 'c'],
    ]);
  });

  it('give the domains and averages of its table: subjects weigh alike in a domain, domains in the average', async () => {
    const table: Record<string, string[]> = {};
    for (const [model, own] of grouped(sheets, (sheet) => sheet.model)) {
      const accuracies = await Promise.all(
        own.map(async ({ sheet, lines }) => ({
          domain: subjectOf(sheet).domain,
          accuracy: mean(await Promise.all(lines.map(isRight))),
        })),
      );
      const domains = grouped(accuracies, ({ domain }) => domain);
      const scores = ['医疗', '法律', '心理', '教育'].map((domain) =>
        mean(domains.get(domain)!.map(({ accuracy }) => accuracy)),
      );
      table[nameOf(model)] = [...scores, mean(scores)].map((score) => score.toFixed(3));
    }
    expect(table).toEqual({
      bloomz_560m: ['0.298', '0.163', '0.201', '0.247', '0.227'],
      bloomz_1b1: ['0.213', '0.140', '0.187', '0.275', '0.204'],
      bloomz_3b: ['0.374', '0.180', '0.319', '0.316', '0.297'],
      bloomz_7b1_mt: ['0.364', '0.174', '0.346', '0.316', '0.300'],
      chatglm6b: ['0.338', '0.169', '0.288', '0.333', '0.282'],
      MOSS16B: ['0.234', '0.133', '0.211', '0.252', '0.208'],
      'gpt3.5turbo': ['0.512', '0.239', '0.447', '0.455', '0.413'],
    });
  });
});
