import { describe, expect, it } from '@jest/globals';
import { parseTrial } from './parse-trial.js';
import { SourceText } from './source-text.js';

const yaml = `model:  { use: bloom, from: model }
method: { use: lora, rank: 8 }
data:   { use: alpaca, from: rows.json }
train:
  template: alpaca-zh
  budget: { tokens: 20M }
  tokensPerStep: 16k
  learningRate: 3e-4
`;
const parse = (text: string) => parseTrial(SourceText.parse('trial.yaml', text));

describe('a trial file', () => {
  it('is read with every option filled in', async () => {
    const trial = await parse(yaml);
    expect(trial).toMatchObject({ method: { use: 'lora', rank: 8 }, seed: 1 });
    expect(trial.train).toEqual({
      template: 'alpaca-zh',
      budget: { tokens: 20_000_000 },
      maxLength: 512,
      onTooLong: 'truncate',
      packing: true,
      tokensPerStep: 16_000,
      microBatch: { tokens: 2048 },
      learningRate: 3e-4,
      schedule: { use: 'linear', warmup: 0 },
      optimizer: { weightDecay: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 'standard' },
      maxGradientNorm: 1,
      checkpoints: { everySteps: 100, keep: 2 },
      recompute: false,
      threads: 2,
    });
  });

  it('is the same in JSON', async () => {
    const trial = await parse(yaml);
    expect(await parse(JSON.stringify(trial, null, 2))).toEqual(trial);
  });

  it('may have no method', async () => {
    expect((await parse(yaml.replace('{ use: lora, rank: 8 }', 'none'))).method).toBe('none');
  });

  it('names line, column and the nearest option for one that does not exist', async () => {
    await expect(parse(yaml.replace('learningRate', 'learnigRate'))).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(
        /^trial\.yaml:8:3 {2}train\.learnigRate\n {2}A trial file has no option "learnigRate" under "train"\. Did you mean "learningRate"\?/,
      ) as unknown,
    });
  });

  it.each([
    [
      'two budgets',
      'budget: { tokens: 20M }',
      'budget: { tokens: 20M, epochs: 1 }',
      'trial.yaml:6:3  train.budget\n',
      'Give exactly one of epochs, steps, tokens',
    ],
    [
      'no step size',
      '  tokensPerStep: 16k\n',
      '',
      'trial.yaml:4:1  train\n',
      'Give exactly one of tokensPerStep, examplesPerStep',
    ],
    [
      'a budget that is no number',
      '20M',
      '20X',
      'trial.yaml:6:13  train.budget.tokens\n',
      'A positive whole number is wanted, e.g. 16384, 500k or 20M',
    ],
    [
      'a schedule that does not exist',
      '3e-4\n',
      '3e-4\n  schedule: { use: cosin }\n',
      'trial.yaml:9:15  train.schedule.use\n',
      '"train.schedule.use" is "cosin"',
    ],
    [
      'a method without a name',
      '{ use: lora, rank: 8 }',
      '{ rank: 8 }',
      'trial.yaml:2:1  method\n',
      'A method is wanted: { use: lora, … }, or none',
    ],
    ['no model', 'model:  { use: bloom, from: model }\n', '', 'trial.yaml  model\n', '"model" is missing'],
  ])('refuses %s', async (_, from, to, place, message) => {
    const faulty = yaml.replace(from, to);
    expect(faulty).not.toBe(yaml);
    const error = await parse(faulty).catch((thrown: unknown) => thrown as Error & { exitCode: number });
    expect(error).toMatchObject({ exitCode: 64 });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).toContain(place);
  });

  it('says where YAML is broken', () => {
    expect(() => SourceText.parse('trial.yaml', 'model: { use: bloom\nmethod: none\n')).toThrow(/^trial\.yaml:2:/);
  });

  it('says that a file is not there', () => {
    expect(() => SourceText.read('/nowhere/trial.yaml')).toThrow('/nowhere/trial.yaml: there is no such file.');
  });
});
