import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { OptionsError } from '../errors/options-error.js';
import { componentOption } from './component-option.js';
import { defineEvaluator } from './evaluator.js';
import { defineJudge, type Judge } from './judge.js';

const strict = defineJudge({
  name: 'strict',
  version: '1',
  options: z.strictObject({ wanted: z.string().default('yes') }),
  judge({ wanted }) {
    let asked = 0;
    return ({ answer }) =>
      Promise.resolve({ verdict: `${++asked}: ${answer}`, score: Number(answer === wanted), cost: 0.5 });
  },
});
const exam = defineEvaluator({
  name: 'exam',
  version: '2',
  options: z.strictObject({ judge: componentOption<Judge>('judge'), length: z.int().default(9) }),
  async *items() {},
  generation: ({ length }) => ({ maxNewTokens: length }),
  async grade(item, answer, { judge }, services) {
    const text = 'text' in answer ? answer.text : '';
    const { verdict, score = null } = await judge.mark({ prompt: '', question: item.id, answer: text }, services);
    return { score, marking: { verdict } };
  },
});
const item = { id: 'a', group: 'g', conversation: { turns: [] } };

describe('a judge', () => {
  it('is a component of its own: each one configured counts for itself', async () => {
    const [first, second] = [strict({}), strict({ wanted: 'no' })];
    const work = { prompt: 'Is it?', question: 'q', answer: 'yes' };
    await first.mark(work);
    expect(await first.mark(work)).toEqual({ verdict: '2: yes', score: 1, cost: 0.5 });
    expect(await second.mark(work)).toEqual({ verdict: '1: yes', score: 0, cost: 0.5 });
    expect(second).toMatchObject({ kind: 'judge', name: 'strict', version: '1', options: { wanted: 'no' } });
  });

  it('says of itself only the options that decide, where it tells which', () => {
    const options = z.strictObject({ model: z.string(), retries: z.int().default(3) });
    const decisive = ({ model }: { model: string }) => ({ model });
    const judge = () => () => Promise.resolve({ verdict: '' });
    const asked = defineJudge({ name: 'asked', version: '1', options, decisive, judge });
    expect(asked({ model: 'm', retries: 9 }).options).toEqual({ model: 'm' });
    expect(asked({ model: 'm', retries: 9 })).toEqual(expect.objectContaining({ kind: 'judge', version: '1' }));
  });

  it('is an option of a benchmark, and part of what the benchmark says of itself', async () => {
    const evaluator = exam({ judge: strict({}) });
    expect(await evaluator.grade(item, { text: 'yes' })).toEqual({ score: 1, marking: { verdict: '1: yes' } });
    expect(evaluator.options).toMatchObject({ judge: { kind: 'judge', name: 'strict', options: { wanted: 'yes' } } });
    expect(evaluator.generation).toEqual({ maxNewTokens: 9 });
  });

  it('is refused where it is none', () => {
    const give = (judge: unknown) => () => exam({ judge: judge as Judge });
    expect(give({ use: 'strict' })).toThrow(OptionsError);
    expect(give({ use: 'strict' })).toThrow(
      'benchmark exam: "judge" is {"use":"strict"}. A judge was wanted: judge: { use: …, … } in a file, the plugin\'s function in a program.',
    );
    expect(give(undefined)).toThrow(/"judge" is missing\. A judge was wanted/);
    expect(give({ ...exam({ judge: strict({}) }) })).toThrow(/A judge was wanted/);
  });
});
