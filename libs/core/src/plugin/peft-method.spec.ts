import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { definePeftMethod } from './peft-method.js';

const options = z.strictObject({
  rank: z.int().default(8),
  width: z.int().optional(),
  start: z.string().default('zero'),
});
const attach = () => ({});

describe('the size of a method', () => {
  it('is the name of an option that is a number, optional or not, and absent where there is none', () => {
    expect(definePeftMethod({ name: 'one', options, size: 'rank', attach })({}).size).toBe('rank');
    expect(definePeftMethod({ name: 'one', options, size: 'width', attach })({}).size).toBe('width');
    expect(definePeftMethod({ name: 'one', options, attach })({})).not.toHaveProperty('size');
    // @ts-expect-error a text is no size
    definePeftMethod({ name: 'one', options, size: 'start', attach });
    // @ts-expect-error there is no such option
    definePeftMethod({ name: 'one', options, size: 'rnak', attach });
  });
});
