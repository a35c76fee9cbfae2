import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { gptSizeKeys, gptSizes } from './gpt-sizes.js';

const schema = z.object(gptSizeKeys).transform((config, context) => gptSizes(config, context, { longest: 99 }));
const issues = (config: object) =>
  schema.safeParse(config).error?.issues.map(({ path, message }) => [...path, message].join(': '));

describe('sizes of a GPT', () => {
  it('are read under either name', () => {
    const sizes = { width: 16, layers: 2, heads: 4, longest: 64 };
    expect(schema.parse({ n_embd: 16, n_layer: 2, n_head: 4, n_positions: 64 })).toEqual(sizes);
    const others = { hidden_size: 16, num_hidden_layers: 2, num_attention_heads: 4, max_position_embeddings: 64 };
    expect(schema.parse(others)).toEqual(sizes);
    expect(schema.parse({ ...others, n_embd: 16 })).toEqual(sizes);
  });

  it('need not tell the longest text where the family has a default', () => {
    expect(schema.parse({ n_embd: 16, n_layer: 2, n_head: 4 }).longest).toBe(99);
  });

  it.each([
    [{ n_layer: 2, n_head: 4 }, ['n_embd: Wanted is a whole number, here or as "hidden_size"']],
    [{ n_embd: 16, hidden_size: 32, n_layer: 2, n_head: 4 }, ['n_embd: "hidden_size" is another name of it and is 32']],
    [{ n_embd: 16, n_layer: 2, num_attention_heads: 3 }, ['n_head must divide n_embd']],
  ])('are refused where they do not fit: %j', (config, wanted) => {
    expect(issues(config)).toEqual(wanted);
  });
});
