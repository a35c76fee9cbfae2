import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OptionsError } from '@weitiao/core';
import starterZh from '@weitiao/dataset-starter-zh';
import bloom from '@weitiao/model-bloom';
import lora from '@weitiao/peft-lora';
import { tensorsAlive } from '@weitiao/tensor';
import { generate, load, score, train, type TrainingEvent, type TrainSpec } from '../index.js';

const example = fileURLToPath(new URL('../../../../examples/quickstart', import.meta.url));
const from = join(example, 'model');

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'weitiao-program-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const quiet = { announce: () => undefined };
const short = (changes: Partial<TrainSpec> = {}) => ({
  method: lora({ rank: 2, targetModules: ['query_key_value'] }),
  data: starterZh({}),
  template: 'alpaca-zh',
  learningRate: 1e-2,
  examplesPerStep: 2,
  steps: 2,
  warn: () => undefined,
  ...changes,
});
const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('a program', () => {
  it('loads, trains, asks, saves, and frees everything', async () => {
    {
      await using warm = await load(bloom({ from }), quiet);
      await collect(generate(warm, ['你好'], { maxNewTokens: 1 }));
    }
    const { count } = tensorsAlive();
    {
      await using base = await load(bloom({ from }), quiet);
      const run = train({ model: base, ...short() });
      const events: TrainingEvent[] = [];
      run.events.subscribe((event) => events.push(event));
      await using tuned = await run;
      expect(events.map(({ type }) => type)).toEqual(['run-start', 'step-end', 'step-end', 'run-end']);

      const prompts = ['春节是什么？', '请写一首诗。', '你好'];
      const [before, after] = [
        await collect(generate(base, prompts, { maxNewTokens: 3 })),
        await collect(generate(tuned, prompts, { maxNewTokens: 3 })),
      ];
      expect([before.length, after.length]).toEqual([3, 3]);
      const questions = [{ prompt: '一加一等于几？', completions: ['二', '三'] }];
      const [scores] = await collect(score(tuned, questions));
      expect(scores).toHaveLength(2);
      expect(scores).not.toEqual((await collect(score(base, questions, { template: 'alpaca-zh' })))[0]);
      expect(tuned.identity).not.toBe(base.identity);
      await tuned.save(join(folder, 'lora'));
      const files = ['adapter_config.json', 'adapter_model.safetensors', 'training_template.json'];
      expect(readdirSync(join(folder, 'lora')).sort()).toEqual(files);
    }
    expect(tensorsAlive().count).toBe(count);
  });

  it('announces the engine', async () => {
    const lines: string[] = [];
    await using _base = await load(bloom({ from }), { announce: (line) => lines.push(line) });
    expect(lines).toEqual([expect.stringMatching(/^engine: tfjs-node on TensorFlow/)]);
  });

  it('may stop a run and keep what has been learnt by then', async () => {
    await using base = await load(bloom({ from }), quiet);
    const run = train({ model: base, ...short({ steps: 1000 }) });
    const events: TrainingEvent[] = [];
    run.events.subscribe((event) => {
      events.push(event);
      if (event.type === 'step-end') void run.stop();
    });
    await using _tuned = await run;
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'stopped' });
    expect(events.length).toBeLessThan(10);
  });

  it('is told what is wrong, and that a tuned model is no base', async () => {
    await using base = await load(bloom({ from }), quiet);
    // @ts-expect-error a misspelt option is a type error
    await expect(train({ model: base, ...short(), learnigRate: 1 })).rejects.toThrow(OptionsError);
    await expect(train({ model: base, ...short({ template: 'alpaca-hz' }) })).rejects.toThrow(
      'Did you mean "alpaca-zh"?',
    );
    await using tuned = await train({ model: base, ...short({ steps: 1 }) });
    await expect(train({ model: tuned, ...short() })).rejects.toThrow('this one is tuned already');
  });
});
