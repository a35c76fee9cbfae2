import { describe, expect, it } from '@jest/globals';
import { defineStudy, parseStudy } from './parse-study.js';
import { SourceText } from './source-text.js';
import type { StudyInput } from './study-file.js';

const yaml = `study: adapters
question: Which one?
models:
  small: { use: bloom, from: model }
methods:
  untuned: none
  lora: { use: lora, rank: 8 }
  full: { use: full }
data:
  gpt4: { use: alpaca, from: rows.json }
  both: { mix: { gpt4: 0.8, mine: { use: table, from: mine.csv } } }
train:
  template: alpaca-zh
  budget: { tokens: 20M }
  tokensPerStep: 16k
  learningRate: { lora: 1e-3, full: 1e-4 }
grid: { methods: all, seeds: [1, 2] }
benchmarks:
  exam: { use: mmcu, from: exam.json, protocols: [controlled, as-published] }
report: { baseline: lora }
`;
const parse = (text: string) => parseStudy(SourceText.parse('study.yaml', text));

describe('a study file', () => {
  it('is read with every option filled in', async () => {
    const study = await parse(yaml);
    expect(study).toMatchObject({
      grid: { methods: 'all', seeds: [1, 2] },
      report: { baseline: 'lora', correction: 'holm' },
    });
    expect(study.train).toMatchObject({ maxLength: 512, budget: { tokens: 20_000_000 }, threads: 2 });
  });

  it('may search learning rates, for all methods or for some', async () => {
    const searching = (rates: string) =>
      yaml.replace('{ lora: 1e-3, full: 1e-4 }', `${rates}\n  heldOut: { rows: 50, everySteps: 20 }`);
    const search = { search: [1e-4, 1e-3], on: 'held-out' };
    const rates = async (written: string) => (await parse(searching(written))).train.learningRate;
    expect(await rates('{ search: [1e-4, 1e-3] }')).toEqual(search);
    expect(await rates('{ lora: { search: [1e-4, 1e-3], on: held-out }, full: 1e-5 }')).toEqual({
      lora: search,
      full: 1e-5,
    });
  });

  it('is the same as the object that a program writes', async () => {
    const study = SourceText.parse('study.yaml', yaml).value as StudyInput;
    expect(await parseStudy(defineStudy(study))).toEqual(await parse(yaml));
  });

  it.each([
    [
      'an unknown key',
      'benchmarks:',
      'benchmark:',
      /^study\.yaml:18:1 {2}benchmark\n {2}A study has no option "benchmark"\. Did you mean "benchmarks"\?/,
    ],
    [
      'an unknown key of the training',
      'learningRate:',
      'learnigRate:',
      /^study\.yaml:16:3 {2}train\.learnigRate\n.*Did you mean "learningRate"\?/,
    ],
    [
      'a method in the grid that is none',
      'methods: all',
      'methods: [lroa]',
      /^study\.yaml:17:\d+ {2}grid\.methods\n {2}"lroa" is not among the methods of this study\. Did you mean "lora"\?\n {2}There is: untuned, lora, full/,
    ],
    [
      'a baseline that is none',
      'baseline: lora',
      'baseline: prefix',
      /^study\.yaml:20:\d+ {2}report\.baseline\n {2}"prefix" is not among the methods/,
    ],
    [
      'a share of an unknown source',
      'gpt4: 0.8',
      'gpt5: 0.8',
      /^study\.yaml:11:\d+ {2}data\.both\.mix\.gpt5\n {2}"gpt5" is not among the data of this study\. Did you mean "gpt4"\?/,
    ],
    [
      'shares that leave nothing',
      'gpt4: 0.8',
      'gpt4: 1',
      /data\.both\.mix\n {2}The shares add up to 1, so nothing is left/,
    ],
    [
      'a method without a learning rate',
      ', full: 1e-4',
      '',
      /train\.learningRate\n {2}There is no learning rate for method "full"/,
    ],
    [
      'a search of one rate',
      'lora: 1e-3',
      'lora: { search: [1e-3, 1e-3] }',
      /^study\.yaml:16:27 {2}train\.learningRate\.lora\.search\n {2}The rates to try are \[0\.001,0\.001\]\. At least two are wanted/,
    ],
    [
      'a search without rows that are held out',
      '{ lora: 1e-3, full: 1e-4 }',
      '{ search: [1e-3, 1e-4] }',
      /^study\.yaml:16:19 {2}train\.learningRate\.search\n {2}.*none are held out\. Write train\.heldOut/,
    ],
    [
      'a search on something else',
      '{ lora: 1e-3, full: 1e-4 }',
      '{ search: [1e-3, 1e-4], on: exam }',
      /^study\.yaml:16:3 {2}train\.learningRate\n.*A number is wanted, a search \{ search: /,
    ],
    ['no methods', /methods:\n( {2}.*\n)+(?=data)/, '', /"methods" is missing/],
    ['a seed that is none', '[1, 2]', '[one]', /grid\.seeds.*\n.*"one"/],
  ])('with %s says where and what', async (_, from, to, message) => {
    await expect(parse(yaml.replace(from, to))).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(message) as unknown,
    });
  });

  it('of a program tells the key, and no line that nobody wrote', async () => {
    const study = SourceText.parse('study.yaml', yaml).value as StudyInput;
    expect(() => defineStudy({ ...study, report: { baseline: 'prefix' } })).toThrow(
      /^"prefix" is not among the methods/,
    );
  });
});
