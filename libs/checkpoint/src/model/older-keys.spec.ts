import { describe, expect, it } from '@jest/globals';
import { withOlderKeys } from './older-keys.js';

const added = (text: string) => {
  const [before, after] = [JSON.parse(text) as object, JSON.parse(withOlderKeys(text)) as object];
  expect(after).toMatchObject(before);
  return Object.fromEntries(Object.entries(after).filter(([key]) => !Object.hasOwn(before, key)));
};

describe('keys of config.json for transformers 4', () => {
  it('tell of plain rotary positions', () => {
    expect(added('{"rope_parameters": {"rope_type": "default", "rope_theta": 500.0}}')).toEqual({
      rope_theta: 500,
      rope_scaling: null,
    });
  });

  it('tell of stretched ones, and of a share of each head', () => {
    const parameters =
      '{"rope_theta": 1e4, "rope_type": "longrope", "factor": 4.0, "long": [1.0, 2.5],\n "partial_rotary_factor": 0.5}';
    expect(added(`{"model_type": "x", "rope_parameters": ${parameters}, "dtype": "bfloat16"}`)).toEqual({
      ...{ rope_theta: 10_000, partial_rotary_factor: 0.5, torch_dtype: 'bfloat16' },
      rope_scaling: { rope_type: 'longrope', factor: 4, long: [1, 2.5] },
    });
  });

  it('keep the text of numbers: a float stays one', () => {
    const text = withOlderKeys('{"rope_parameters": {"rope_type": "linear", "factor": 2.0, "rope_theta": 10000.0}}');
    expect(text).toContain('"rope_theta": 10000.0,\n  "rope_scaling": {"rope_type": "linear", "factor": 2.0},');
  });

  it.each([
    ['there already', '{"rope_parameters": {"rope_theta": 5.0}, "rope_theta": 7.0, "rope_scaling": null}'],
    ['not needed', '{"rope_theta": 5.0, "torch_dtype": "float16"}'],
    ['of each kind of layer', '{"rope_parameters": {"full_attention": {"rope_theta": 5.0}}}'],
  ])('change nothing where they are %s', (_, text) => {
    expect(withOlderKeys(text)).toBe(text);
  });
});
