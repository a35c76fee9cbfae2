import type { Answer, Evaluator, Item, Services, Verdict } from '@weitiao/core';
import { tinyExam } from './tiny-exam.js';

const honest = tinyExam({});

type Grading = (item: Item, answer: Answer, verdict: Verdict, call: number) => Verdict;

/** Grades honestly, then otherwise. */
function grading(change: Grading): Evaluator {
  let calls = 0;
  return {
    ...honest,
    async grade(item: Item, answer: Answer) {
      return change(item, answer, await honest.grade(item, answer), calls++);
    },
  };
}

/** Changes each item. @param reading counts the readings of all items */
function asking(change: (item: Item, index: number, reading: number) => Item): Evaluator {
  let readings = 0;
  return {
    ...honest,
    async *items(services: Services) {
      const reading = readings++;
      let index = 0;
      for await (const item of honest.items(services)) yield change(item, index++, reading);
    },
  };
}

/** For each check of a benchmark one that must fail it. */
export const brokenEvaluators: Readonly<Record<string, () => Evaluator>> = {
  'has a version': () => ({ ...honest, version: ' ' }),
  'has items with ids of their own': () => asking((item, index) => ({ ...item, id: `question ${index % 11}` })),
  'asks something with every item': () =>
    asking((item, index) => (index === 4 ? { ...item, conversation: { turns: [] } } : item)),
  'gives the same items in the same order twice': () =>
    asking((item, index, reading) => ({ ...item, id: `question ${reading % 2 ? 11 - index : index}` })),
  'counts every item in one group': () => asking((item, index) => (index === 5 ? { ...item, group: '' } : item)),
  'has items that JSON can keep': () => asking((item) => ({ ...item, asked: new Date(0) }) as Item),
  'a right answer scores 1': () => grading((_item, _answer, verdict) => ({ score: (verdict.score ?? 0) * 0.9 })),
  'a wrong answer scores 0': () => grading((_item, _answer, verdict) => ({ score: verdict.score || 0.1 })),
  'a guess scores as chance says': () =>
    grading((_item, answer, verdict) => ('choice' in answer && answer.choice === 0 ? { score: 1 } : verdict)),
  'takes any text for an answer': () =>
    grading((_item, answer, verdict) => {
      const written = 'text' in answer ? /得分: (\d)/.exec(answer.text)?.[1] : undefined;
      return written === undefined ? verdict : { score: Number(written) };
    }),
  'grades alike in any order': () => {
    let hardest = '';
    return grading(({ id }, _answer, verdict) => {
      if (id <= hardest) return { score: 0.5 };
      hardest = id;
      return verdict;
    });
  },
  'the same seed gives the same rows': () => grading((_item, _answer, { score }, call) => ({ score, note: `${call}` })),
  'gives verdicts that JSON can keep': () =>
    grading((_item, _answer, { score }) => ({ score, note: new Date(0) as unknown as string })),
};
