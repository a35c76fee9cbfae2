import { defineJudge } from '@weitiao/core';
import { z } from 'zod';
import { chrF } from './chr-f.js';

/** Compares an answer with the reference answer, character by character. It understands nothing, and says so in each verdict. */
export const reference = defineJudge({
  name: 'reference',
  version: '1',
  measures: 'overlap with reference answers, not quality',
  options: z.strictObject({
    order: z.int().min(1).max(20).default(6).describe('Longest sequence of characters that is compared.'),
    beta: z.number().positive().default(2).describe('How many times recall weighs as much as precision.'),
  }),
  judge:
    (options) =>
    ({ answer, reference }) => {
      if (reference === undefined || reference.trim() === '') {
        return Promise.resolve({ verdict: 'There is no reference answer to compare with.', score: null });
      }
      const score = chrF(answer, reference, options);
      return Promise.resolve({
        verdict: `Overlap with the reference answer: chrF ${score.toFixed(4)}. No judgement of quality.`,
        score,
      });
    },
});
