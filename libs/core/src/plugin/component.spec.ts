import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { OptionsError } from '../errors/options-error.js';
import { WeitiaoError } from '../errors/weitiao-error.js';
import { definePlugin } from './component.js';

const schema = z.strictObject({
  rank: z.int().positive().default(8),
  schedule: z.strictObject({ warmup: z.number().default(0) }).default({ warmup: 0 }),
});
const plugin = definePlugin('peft', 'lora', schema, ({ rank }) => ({ doubled: 2 * rank }) as never);

const errorOf = (options: unknown): OptionsError => {
  try {
    plugin(options as never);
  } catch (error) {
    return error as OptionsError;
  }
  throw new Error('nothing was thrown');
};

describe('definePlugin', () => {
  it('makes a component that says what it is, with its defaults', () => {
    expect(plugin({})).toEqual({
      specVersion: 1,
      kind: 'peft',
      name: 'lora',
      options: { rank: 8, schedule: { warmup: 0 } },
      doubled: 16,
    });
  });

  it('names the option that was meant', () => {
    const error = errorOf({ rnak: 4 });
    expect(error.message).toBe('peft lora has no option "rnak". Did you mean "rank"?\n  Options: rank, schedule');
    expect(error).toMatchObject({ exitCode: 64, path: ['rnak'] });
    expect(WeitiaoError.isInstance(error)).toBe(true);
  });

  it('finds it inside another', () => {
    expect(errorOf({ schedule: { warmpu: 1 } })).toMatchObject({
      path: ['schedule', 'warmpu'],
      message: 'peft lora has no option "warmpu" under "schedule". Did you mean "warmup"?\n  Options: warmup',
    });
  });

  it('says what came and what was wanted, for every fault', () => {
    const { message } = errorOf({ rank: -1, schedule: 3, colour: 'red' });
    expect(message.split('\n')).toEqual([
      'peft lora has no option "colour".',
      '  Options: rank, schedule',
      'peft lora: "rank" is -1. Too small: expected number to be >0.',
      'peft lora: "schedule" is 3. Invalid input: expected object, received number.',
    ]);
  });

  it('says what is wanted of an option with several forms, where zod alone would say "Invalid input"', () => {
    const forms = (described: boolean) => {
      const names = z.union([z.string(), z.array(z.string())]);
      return z.strictObject({ names: described ? names.describe('A name, or a list of them.') : names });
    };
    const message = (described: boolean, input: object) => {
      const plugin = definePlugin('peft', 'lora', forms(described), () => ({}));
      return () => plugin(input as never);
    };
    expect(message(true, {})).toThrow('peft lora: "names" is missing. Wanted: A name, or a list of them.');
    expect(message(true, { names: 3 })).toThrow('peft lora: "names" is 3. Wanted: A name, or a list of them.');
    expect(message(false, {})).toThrow('peft lora: "names" is missing. Invalid input.');
    const own = z.union([z.string(), z.number()], 'A name or a number').describe('Not told, for there is better.');
    const plugin = definePlugin('peft', 'lora', z.strictObject({ own }), () => ({}));
    expect(() => plugin({} as never)).toThrow('peft lora: "own" is missing. A name or a number.');
  });
});
