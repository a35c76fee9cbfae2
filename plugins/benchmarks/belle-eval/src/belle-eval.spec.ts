import { describe, expect, it } from '@jest/globals';
import { BenchmarkFiles } from '@weitiao/conformance';
import { DataFormatError, defineJudge, OptionsError, StudyError, type AnswerToMark } from '@weitiao/core';
import reference from '@weitiao/judge-reference';
import { z } from 'zod';
import belleEval from './index.js';

const files = () =>
  new BenchmarkFiles({
    'eval/eval_set.json':
      '{"question": "几个省？", "std_answer": "34个", "class": "open qa"}\n' +
      '{"question": "写诗", "std_answer": "", "class": "generation"}\n' +
      '{"question": "改写：好", "std_answer": "很好", "class": "rewrite"}\n' +
      '{"question": "首都？", "std_answer": "北京", "class": "Open\u00a0QA "}\n',
    'eval/eval_prompt.json':
      '{"class": "open QA", "prompt": "越接近越好。"}\n{"class": "generation", "prompt": "要通顺。"}\n{"class": "rewrite", "prompt": "按指令。"}\n',
  });

/** Says what it is told, and keeps what it was asked. */
function judgeOf(verdict: string) {
  const asked: AnswerToMark[] = [];
  const plugin = defineJudge({
    name: 'fixed',
    version: '1',
    options: z.strictObject({}),
    judge: () => (work) => {
      asked.push(work);
      return Promise.resolve({ verdict, cost: 0.25 });
    },
  });
  return { asked, judge: plugin({}) };
}

describe('the questions', () => {
  it('are grouped by category, however its letters are written', async () => {
    using folder = files();
    const items = await folder.items(belleEval({ from: 'eval', judge: reference({}) }));
    expect(items).toEqual([
      {
        id: 'open qa/1',
        group: 'open qa',
        conversation: { turns: [{ role: 'user', content: '几个省？' }], category: 'open qa' },
        reference: '34个',
        criteria: '越接近越好。',
      },
      {
        id: 'generation/1',
        group: 'generation',
        conversation: { turns: [{ role: 'user', content: '写诗' }], category: 'generation' },
        criteria: '要通顺。',
      },
      expect.objectContaining({ id: 'rewrite/1', reference: '很好' }),
      expect.objectContaining({ id: 'open qa/2', group: 'open qa', reference: '北京' }),
    ]);
  });

  it('may be the first of some categories', async () => {
    using folder = files();
    const judge = reference({});
    const ids = async (options: object) =>
      (await folder.items(belleEval({ from: 'eval', judge, ...options }))).map(({ id }) => id);
    expect(await ids({ categories: ['Open QA'], rows: 1 })).toEqual(['open qa/1']);
    await expect(ids({ categories: ['opne qa'] })).rejects.toThrow(
      new StudyError(
        'belle-eval: there is no category "opne qa". Did you mean "open qa"?\n  There is: open qa, generation, rewrite',
      ),
    );
  });

  it.each([
    [
      '{"question": "问", "std_answer": "", "class": "opne qa"}',
      /^eval\/eval_set\.json:1: eval\/eval_prompt\.json has nothing for the class "opne qa"\. Did you mean "open qa"\?/,
    ],
    ['{"question": "问", "class": "open qa"}', /^eval\/eval_set\.json:1: This row has no field "std_answer"/],
    ['{"question": 1, "std_answer": "", "class": "open qa"}', /Field "question" is 1; a text was wanted/],
  ])('that are not as they must be are told with file and line: %s', async (row, message) => {
    using folder = new BenchmarkFiles({
      'eval/eval_set.json': row,
      'eval/eval_prompt.json': '{"class": "open QA", "prompt": "好"}',
    });
    const asked = folder.items(belleEval({ from: 'eval', judge: reference({}) }));
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.toBeInstanceOf(DataFormatError);
  });
});

describe('an answer', () => {
  it('is sent to the judge in the words of Belle-eval, with the standard answer where the category has one', async () => {
    using folder = files();
    const { asked, judge } = judgeOf('得分: 0.5');
    const evaluator = belleEval({ from: 'eval', judge });
    for (const item of await folder.items(evaluator)) await evaluator.grade(item, { text: '\n答 ' });
    expect(asked.map(({ prompt }) => prompt)).toEqual([
      "越接近越好。 几个省？ 标准回答： 34个 模型回答： '答'。请针对模型回答给出得分，顺便给出理由：",
      "要通顺。 写诗 模型回答： '答'。请针对模型回答给出得分，顺便给出理由：",
      "按指令。 改写：好 模型回答： '答'。请针对模型回答给出得分，顺便给出理由：",
      "越接近越好。 首都？ 标准回答： 北京 模型回答： '答'。请针对模型回答给出得分，顺便给出理由：",
    ]);
    expect(asked[2]).toMatchObject({ question: '改写：好', answer: '答', reference: '很好' });
    expect(asked[1]).not.toHaveProperty('reference');
  });

  it.each([
    ['得分: 0.8，因为……', { score: 0.8 }],
    ['我无法打分。', { score: null, note: 'no score from 0 to 1 in the verdict' }],
  ])('gets the score of the verdict, which is kept: %j', async (verdict, expected) => {
    using folder = files();
    const evaluator = belleEval({ from: 'eval', judge: judgeOf(verdict).judge });
    const [item] = await folder.items(evaluator);
    expect(await evaluator.grade(item!, { text: '答' })).toEqual({ ...expected, marking: { verdict, cost: 0.25 } });
  });

  it('gets the score of a judge that computes', async () => {
    using folder = files();
    const evaluator = belleEval({ from: 'eval', judge: reference({}) });
    const items = await folder.items(evaluator);
    const scores = await Promise.all(items.map(async (item) => (await evaluator.grade(item, { text: '34个' })).score));
    expect(scores).toEqual([1, null, 0, 0]);
  });

  it('is marked by what the item says, whoever asked for it', async () => {
    using folder = files();
    const [item] = await folder.items(belleEval({ from: 'eval', judge: reference({}) }));
    const { asked, judge } = judgeOf('得分: 1');
    const elsewhere = belleEval({ from: 'elsewhere', judge });
    await elsewhere.grade(item!, { text: '34个' });
    expect(asked[0]!.prompt).toMatch(/^越接近越好。/);
    await expect((async () => elsewhere.grade(item!, { logProbabilities: [], choice: 0 }))()).rejects.toThrow(
      'belle-eval: a judge marks texts, and got likelihoods.',
    );
  });
});

it('wants a judge', () => {
  expect(() => belleEval({ from: 'eval' } as never)).toThrow(OptionsError);
  expect(() => belleEval({ from: 'eval' } as never)).toThrow(/"judge" is missing\. A judge was wanted/);
  expect(belleEval({ from: 'eval', judge: reference({}), maxNewTokens: 9 }).generation).toEqual({
    maxNewTokens: 9,
    temperature: 0,
  });
});
