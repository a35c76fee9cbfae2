import type { Answer, Item, Verdict } from '@weitiao/core';
import { evaluate } from '@weitiao/evaluation';
import { assert } from '../kit/assertions.js';
import { isJson } from '../kit/services.js';
import { guesser } from './guesser.js';
import { choosing, itemsOf, type EvaluatorCheck, type EvaluatorSubject } from './subject.js';

const texts = [
  '',
  ' ',
  'A',
  '¿',
  '答案是 B。',
  '我不知道',
  'ＡＢ',
  '得分: 7',
  '{"score": 1}',
  '\u0000'.repeat(9),
  '很'.repeat(5000),
];
const enoughGuesses = 4000;

const grade = async ({ evaluator, services }: EvaluatorSubject, item: Item, answer: Answer): Promise<Verdict> =>
  evaluator.grade(item, answer, services);

async function scoresOf(subject: EvaluatorSubject, items: readonly Item[], answer: (item: Item) => Answer) {
  const scores = new Map<string, number | null>();
  for (const item of items) scores.set(item.id, (await grade(subject, item, answer(item))).score);
  return scores;
}

/** How a benchmark grades. */
export const gradingChecks: readonly EvaluatorCheck[] = [
  {
    name: 'a right answer scores 1',
    async run(subject) {
      for (const [id, score] of await scoresOf(subject, await itemsOf(subject), subject.right))
        assert(score === 1, `the right answer to ${id} scores ${score}`);
    },
  },
  {
    name: 'a wrong answer scores 0',
    async run(subject) {
      for (const item of await itemsOf(subject)) {
        const { score } = await grade(subject, item, subject.wrong(item));
        assert(score === 0 || (score === null && !item.options), `a wrong answer to ${item.id} scores ${score}`);
      }
    },
  },
  {
    name: 'a guess scores as chance says',
    async run(subject) {
      const items = (await itemsOf(subject)).filter(({ options }) => options);
      if (items.length === 0) return;
      const rounds = Math.ceil(enoughGuesses / items.length);
      let total = 0;
      let expected = 0;
      for (const item of items) {
        const count = item.options!.length;
        const scores: number[] = [];
        for (let choice = 0; choice < count; choice++)
          scores.push((await grade(subject, item, choosing(item, choice))).score ?? 0);
        for (let round = 0; round < rounds; round++) {
          const [likely] = await likelihoods(item, round);
          total += scores[likely!.indexOf(Math.max(...likely!))]!;
        }
        expected += rounds / count;
      }
      const guesses = rounds * items.length;
      const share = expected / guesses;
      const allowed = 4 * Math.sqrt((share * (1 - share)) / guesses);
      assert(
        Math.abs(total / guesses - share) < allowed,
        `guesses score ${(total / guesses).toFixed(3)}; chance is ${share.toFixed(3)}, give or take ${allowed.toFixed(3)}`,
      );
    },
  },
  {
    name: 'takes any text for an answer',
    async run(subject) {
      for (const item of (await itemsOf(subject)).filter(({ options }) => !options).slice(0, 20)) {
        for (const text of texts) {
          const { score } = await grade(subject, item, { text });
          assert(
            score === null || (score >= 0 && score <= 1),
            `${JSON.stringify(text.slice(0, 20))} scores ${score} for ${item.id}; 0 to 1 was wanted, or null`,
          );
        }
      }
    },
  },
  {
    name: 'grades alike in any order',
    async run(subject) {
      const items = await itemsOf(subject);
      const forward = await scoresOf(subject, items, subject.right);
      const backward = await scoresOf(subject, items.toReversed(), subject.right);
      for (const [id, score] of forward)
        assert(Object.is(backward.get(id), score), `${id} scores ${score}, and ${backward.get(id)} in another order`);
    },
  },
  {
    name: 'the same seed gives the same rows',
    async run({ evaluator, services }) {
      const rows = async () => JSON.stringify((await evaluate(guesser(7), evaluator, { services })).rows);
      assert((await rows()) === (await rows()), 'the same answers were graded otherwise');
    },
  },
  {
    name: 'gives verdicts that JSON can keep',
    async run(subject) {
      for (const item of await itemsOf(subject)) {
        for (const answer of [subject.right(item), subject.wrong(item)])
          assert(isJson(await grade(subject, item, answer)), `the verdict on ${item.id} holds what JSON does not keep`);
      }
    },
  },
];

async function likelihoods(item: Item, seed: number): Promise<(readonly number[])[]> {
  const found: (readonly number[])[] = [];
  const question = { conversation: item.conversation, completions: item.options! };
  for await (const one of guesser(seed).score!([question])) found.push(one);
  return found;
}
