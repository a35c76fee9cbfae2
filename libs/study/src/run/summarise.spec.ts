import { describe, expect, it } from '@jest/globals';
import { summarise } from './summarise.js';

const scores = (options: unknown) => ({
  benchmark: { name: 'belle-eval', version: '1', options },
  subject: 'somebody',
  asked: ['generation' as const],
  outcome: 'done' as const,
  rows: [{ id: 'a', group: 'g', answer: { text: '' }, score: 0.5 }],
});
const judge = { kind: 'judge', version: '1', options: {} };

describe('what a result says of a benchmark', () => {
  it('names who marked the answers, and what is no judgement of quality', () => {
    const reference = { ...judge, name: 'reference', measures: 'overlap, not quality' };
    expect(summarise(scores({ from: 'data', judge: reference })).judge).toBe('reference (overlap, not quality)');
    const openai = { ...judge, name: 'openai', options: { model: 'a-dated-snapshot' } };
    expect(summarise(scores({ judge: openai })).judge).toBe('openai a-dated-snapshot');
  });

  it('names nobody where nobody marked', () => {
    for (const options of [undefined, { from: 'data', judge: 'none' }])
      expect(summarise(scores(options))).not.toHaveProperty('judge');
  });
});
