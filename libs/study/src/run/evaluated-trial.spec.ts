import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outcome, run } from '../__fixtures__/run.js';
import { exam, TrialFolder } from '../__fixtures__/trial-folder.js';
import type { TrialResult } from './trial-result.js';

let folder: TrialFolder;
beforeEach(() => void (folder = new TrialFolder()));
afterEach(() => folder[Symbol.dispose]());

const benchmarks = { exam: { use: 'mmcu', from: exam, rows: 6 } };
const resultOf = (name: string) => JSON.parse(readFileSync(folder.inside(name, 'result.json'), 'utf8')) as TrialResult;
const rowsOf = (name: string) => readFileSync(folder.inside(name, 'evaluations/exam.jsonl'), 'utf8');

describe('a trial with a benchmark', () => {
  it('asks it after the training, and keeps a row an item and the scores', async () => {
    const manifest = await folder.plan({ benchmarks });
    expect(manifest.contents.benchmarks).toEqual({ exam: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    const { events } = await run(folder, manifest, 'out');
    expect(events.filter(({ type }) => type.startsWith('evaluation'))).toMatchObject([
      { type: 'evaluation-start', name: 'exam', benchmark: 'mmcu' },
      { type: 'evaluation-end', name: 'exam', outcome: 'done', items: 24 },
    ]);
    const rows = rowsOf('out')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { score: number; group: string });
    const { exam: found } = resultOf('out').evaluations!;
    expect(found).toMatchObject({
      benchmark: 'mmcu',
      version: '1',
      items: 24,
      unparsed: 0,
      asked: ['option log-likelihood'],
    });
    expect(found!.score).toBeCloseTo(rows.reduce((sum, { score }) => sum + score, 0) / 24, 12);
    expect(Object.keys(found!.groups)).toEqual([...new Set(rows.map(({ group }) => group))].sort());
  });

  it('that was killed while it asked takes up the rows that are there, and ends with the same bytes', async () => {
    const manifest = await folder.plan({ benchmarks });
    await run(folder, manifest, 'whole');
    cpSync(folder.inside('whole'), folder.inside('killed'), { recursive: true });
    rmSync(folder.inside('killed/result.json'));
    rmSync(folder.inside('killed/evaluations'), { recursive: true });
    const rows = folder.inside('killed/attempts/1/evaluations/exam.jsonl');
    writeFileSync(rows, rowsOf('whole').slice(0, 2500));
    const { events } = await run(folder, manifest, 'killed');
    const kept = rowsOf('whole').slice(0, 2500).split('\n').length - 1;
    expect(kept).toBeGreaterThan(5);
    expect(events.find(({ type }) => type === 'evaluation-end')).toMatchObject({ items: 24 });
    expect(rowsOf('killed')).toBe(rowsOf('whole'));
    expect(outcome(folder, 'killed')).toEqual(outcome(folder, 'whole'));
    expect(existsSync(join(folder.inside('killed'), 'attempts/2/evaluations/exam.jsonl'))).toBe(false);
  });

  it('without a method is one trial for all seeds', async () => {
    const plan = (seed: number) => folder.plan({ method: 'none', benchmarks, seed });
    expect((await plan(1)).id).toBe((await plan(2)).id);
  });

  it('is another trial when a question changes, and none when the file moves', async () => {
    const questions = readFileSync(exam, 'utf8');
    const plan = (text: string, name: string) =>
      folder.plan({ benchmarks: { exam: { use: 'mmcu', from: folder.write(name, text) } } });
    const [here, moved, other] = [
      await plan(questions, 'a.json'),
      await plan(questions, 'b.json'),
      await plan(questions.replace('？', '?'), 'a.json'),
    ];
    expect(moved.id).toBe(here.id);
    expect(other.id).not.toBe(here.id);
  });

  it('whose questions cannot be read is told before anything starts', async () => {
    await expect(folder.plan({ benchmarks: { exam: { use: 'mmcu', from: 'none.json' } } })).rejects.toMatchObject({
      exitCode: 65,
      message: expect.stringMatching(/trial\.json:\d+:\d+ {2}benchmarks\.exam\n.*none\.json/) as unknown,
    });
  });
});
