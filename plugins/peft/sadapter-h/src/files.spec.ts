import { describe, expect, it } from '@jest/globals';
import { chooseMethod } from '@weitiao/checkpoint';
import pAdapter from '@weitiao/peft-p-adapter';
import sadapterP from '@weitiao/peft-sadapter-p';
import sadapterH from './index.js';

const all = [sadapterH, sadapterP, pAdapter];
const choose = (values: Record<string, unknown>) =>
  chooseMethod({ file: 'adapter_config.json', type: 'BOTTLENECK', baseModel: undefined, values }, all);

describe('a folder of LLM-Adapters', () => {
  it('is of the method that its flags say', () => {
    expect(choose({ use_parallel_adapter: false, use_adapterp: false }).name).toBe('sadapter-h');
    expect(choose({}).name).toBe('sadapter-h');
    expect(choose({ use_adapterp: true }).name).toBe('sadapter-p');
    expect(choose({ use_parallel_adapter: true }).name).toBe('p-adapter');
  });

  it('has the defaults of its BottleneckConfig for what it leaves out', () => {
    expect(choose({ target_modules: ['dense_4h_to_h'], scaling: 'learned' }).options).toEqual({
      bottleneck: 256,
      activation: 'tanh',
      scaling: 'learned',
      dropout: 0,
      start: 'bert',
      bias: 'none',
      targetModules: ['dense_4h_to_h'],
    });
  });

  it('is refused with the keys that change what it does', () => {
    expect(() => choose({ modules_to_save: ['lm_head'], phantom: 3 })).toThrow(
      'sadapter-h: modules_to_save is ["lm_head"], it reads null; phantom is 3, a key that it does not know',
    );
    expect(() => choose({ non_linearity: 'thanh' })).toThrow(/Did you mean "tanh"\?.*\n.*activation is non_linearity/s);
    expect(() => choose({ scaling: 'channel' })).toThrow(/"scaling" is "channel"/);
  });
});
