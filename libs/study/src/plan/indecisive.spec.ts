import { mkdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exam, plugins, TrialFolder } from '../__fixtures__/trial-folder.js';
import { resolveComponents } from './components.js';

let folder: TrialFolder;
beforeEach(() => {
  folder = new TrialFolder();
  for (const name of ['eval', 'moved']) {
    mkdirSync(folder.inside(name));
    folder.write(`${name}/eval_set.json`, '{"question": "首都？", "std_answer": "北京", "class": "open qa"}\n');
    folder.write(`${name}/eval_prompt.json`, '{"class": "open qa", "prompt": "越接近越好。"}\n');
  }
});
afterEach(() => folder[Symbol.dispose]());
beforeAll(() => void (process.env['TEST_JUDGE_KEY'] = 'key-of-nobody-4711'));
afterAll(() => void delete process.env['TEST_JUDGE_KEY']);

const judge = { use: 'openai', model: 'judge-2024', url: 'http://127.0.0.1:1/v1' };
const judged = (more: object = {}, from = 'eval') =>
  folder.plan({ benchmarks: { belle: { use: 'belle-eval', from, judge: { ...judge, ...more } } } });

describe('what decides nothing is no part of the identity:', () => {
  it('how a judge is asked', async () => {
    const { id } = await judged();
    const how = { concurrency: 9, retries: 2, backoff: 3, timeout: 7, key: '$TEST_JUDGE_KEY' };
    const prices = { limit: '5 USD', prices: { input: 1, output: 2 } };
    expect((await judged({ ...how, ...prices })).id).toBe(id);
    expect((await judged({ model: 'judge-2025' })).id).not.toBe(id);
    expect((await judged({ temperature: 1 })).id).not.toBe(id);
  });

  it('the places where a benchmark reads', async () => {
    const { id } = await judged();
    expect((await judged({}, 'moved')).id).toBe(id);
    const questions = JSON.parse(readFileSync(exam, 'utf8')) as object[];
    const shots = (name: string, from: number) => {
      const examples = folder.write(name, JSON.stringify(questions.slice(from)));
      return folder.plan({ benchmarks: { exam: { use: 'mmcu', from: exam, rows: 2, shots: 1, examples } } });
    };
    const [here, moved, others] = [await shots('a.json', 0), await shots('b.json', 0), await shots('c.json', 1)];
    expect(moved.id).toBe(here.id);
    expect(others.id).not.toBe(here.id);
  });
});

it('what a judge is told is part of the identity', async () => {
  const { id } = await judged();
  folder.write('eval/eval_prompt.json', '{"class": "open qa", "prompt": "严格一点。"}\n');
  expect((await judged()).id).not.toBe(id);
});

it('a manifest keeps how a judge is asked, for the process that runs it, and no key', async () => {
  const { trial, indecisive } = await judged({ retries: 2, key: '$TEST_JUDGE_KEY' });
  expect(trial.benchmarks!['belle']!['judge']).toMatchObject({ ...judge, retries: 2, key: '$TEST_JUDGE_KEY' });
  expect(indecisive).toEqual([
    ['benchmarks', 'belle', 'from'],
    ['benchmarks', 'belle', 'judge', 'retries'],
    ['benchmarks', 'belle', 'judge', 'key'],
  ]);
  expect((await resolveComponents(plugins, trial)).resolved).toEqual(trial);
  expect(JSON.stringify(trial)).not.toContain('key-of-nobody');
});
