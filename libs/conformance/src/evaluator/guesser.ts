import type { Conversation, Subject } from '@weitiao/core';
import { philoxDoubles, randomKey } from '@weitiao/tensor';

/** Knows nothing: likelihoods and letters by chance, decided by the seed and the question. */
export function guesser(seed: number): Subject {
  const draws = (conversation: Conversation, count: number) =>
    philoxDoubles(count, randomKey('guess', seed, JSON.stringify(conversation.turns)));
  return {
    identity: `guesser ${seed}`,
    async *generate(conversations) {
      for (const conversation of conversations) yield 'ABCD'[Math.floor(draws(conversation, 1)[0]! * 4)]!;
    },
    async *score(questions) {
      for (const { conversation, completions } of questions)
        yield [...draws(conversation, completions.length)].map((draw) => Math.log(1 - draw));
    },
  };
}
