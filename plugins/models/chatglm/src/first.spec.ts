import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { describeBaseModel, logitsOf, randomWeights, relativeDifference, segment } from '@weitiao/conformance';
import type { Weights } from '@weitiao/nn';
import { divideText } from './first-text.js';
import chatglm from './index.js';
import { roundedToHalf } from './rounded-to-half.js';

const [mask, gMask, start] = [14, 15, 18];
const config = {
  model_type: 'chatglm',
  hidden_size: 16,
  inner_hidden_size: 24,
  num_layers: 2,
  num_attention_heads: 2,
  vocab_size: 20,
  position_encoding_2d: true,
  bos_token_id: start,
  mask_token_id: mask,
  gmask_token_id: gMask,
};
const build = (more: object = {}) => chatglm({ from: 'unused' }).build({ ...config, ...more });

describeBaseModel({
  name: 'chatglm, the first',
  build,
  text: (tokens) => [...tokens.slice(0, 2), gMask, start, ...tokens.slice(2)],
});

describe('the first ChatGLM', () => {
  const model = build();
  let weights: Weights;
  beforeAll(async () => {
    await tensorflow({ threads: 2 }).start();
    weights = randomWeights(model);
  });
  afterAll(() => weights[Symbol.dispose]());

  it('reads what stands before <sop> in both directions', () => {
    const first = (tokens: readonly number[]) =>
      logitsOf({ model, weights, adapters: [] }, [[segment(1, tokens)]])[0]!.slice(0, model.vocabulary);
    const before = first([3, 7, gMask, start, 12, 5]);
    expect(relativeDifference(first([3, 9, gMask, start, 12, 5]), before)).toBeGreaterThan(1e-3);
    expect(first([3, 7, gMask, start, 11, 5])).toEqual(before);
  });

  it('refuses a text that is no prompt and answer', () => {
    const read = (tokens: readonly number[]) => () =>
      logitsOf({ model, weights, adapters: [] }, [[segment(1, tokens)]]);
    expect(read([3, 7, gMask, 5])).toThrow('a text of 4 tokens: it has no <sop> (18), and ChatGLM-6B reads a prompt');
    expect(read([3, 7, start, 5])).toThrow('it has neither [gMASK] (15) nor [MASK] (14)');
  });
});

describe('divideText', () => {
  const specials = { start: 130_004, blank: 130_000, lastBlank: 130_001 };

  it.each([
    ['[gMASK]', [5, 6, 130_001, 130_004, 7], { context: 3, marks: [2, 3] }],
    ['[MASK]', [5, 130_000, 6, 130_004, 7], { context: 3, marks: [1, 3] }],
    ['both', [5, 130_000, 130_001, 130_004, 7], { context: 3, marks: [2, 3] }],
  ])('takes the place of %s for what is written', (_, tokens, division) => {
    expect(divideText(tokens, { specials, startKeepsPlace: false })).toEqual(division);
  });

  it('lets <sop> count on behind [gMASK], and not behind [MASK], in the files of March 2023', () => {
    const march = { specials: { start: 150_004, blank: 150_000, lastBlank: 150_001 }, startKeepsPlace: true };
    expect(divideText([5, 6, 150_001, 150_004, 7], march).marks).toEqual([2, 4]);
    expect(divideText([5, 6, 150_000, 150_004, 7], march).marks).toEqual([2, 3]);
  });
});

describe('roundedToHalf', () => {
  it.each([
    [1, 1],
    [0.1, 0.0999755859375],
    [2049, 2048],
    [2051, 2052],
    [1e-5, 1.0013580322265625e-5],
  ])('rounds %p to %p', (value, rounded) => expect(roundedToHalf(value)).toBe(rounded));
});
