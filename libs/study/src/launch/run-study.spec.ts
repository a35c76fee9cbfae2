import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineLauncher, WeitiaoError, type LaunchEvent } from '@weitiao/core';
import { z } from 'zod';
import { StudyFolder as Folder } from '../__fixtures__/study-folder.js';
import { plugins } from '../__fixtures__/trial-folder.js';
import { readManifest } from '../manifest/manifest.js';
import { readResults } from '../results/read-results.js';
import { runTrial } from '../run/run-trial.js';
import { exitCodeOf, runStudy, type StudyEvent } from './run-study.js';
import { StudyFolder as RunsFolder } from './study-folder.js';

let folder: Folder;
beforeEach(() => void (folder = new Folder()));
afterEach(() => folder[Symbol.dispose]());

/** Questions that each trial was asked. */
const asked = new Map<string, number>();
const cacheOf = (output: string) => {
  const cache = RunsFolder.around(output)?.cache;
  return cache === undefined ? {} : { cache };
};

/** Runs trials in this process, one after another. */
const here = defineLauncher({
  name: 'here',
  options: z.strictObject({}),
  async *launch(trials): AsyncGenerator<LaunchEvent> {
    for (const { id, manifest, output } of trials) {
      yield { type: 'trial-start', id, attempt: 1 };
      const failure = await runTrial(readManifest(manifest), output, {
        plugins,
        ...cacheOf(output),
        events: { next: (event) => event.type === 'evaluation-end' && asked.set(id, event.asked) },
      }).then(
        () => undefined,
        (error: unknown) => error as WeitiaoError,
      );
      yield { type: 'trial-end', id, exitCode: failure?.exitCode ?? 0, message: failure?.message ?? '' };
    }
  },
});

async function run(changes: Record<string, unknown> = {}) {
  const events: StudyEvent[] = [];
  const ends = await runStudy(await folder.planStudy({ grid: { methods: 'all', seeds: [1, 2] }, ...changes }), {
    output: folder.inside('runs'),
    launcher: here({}),
    command: [],
    signal: new AbortController().signal,
    warn: () => undefined,
    tell: (event) => events.push(event),
  });
  return { ends, events, results: await readResults(folder.inside('runs')) };
}

describe('a study', () => {
  it('runs every trial once, and tells with questions and answers what came out', async () => {
    const report = { baseline: 'untuned', by: [], correction: 'none', contrasts: 'all' };
    const { ends, results } = await run({ report });
    const { baseline, ...wishes } = report;
    expect(results).toMatchObject({ baseline, report: wishes });
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(results).toMatchObject({
      name: 'small-study',
      engine: expect.stringMatching(/^tfjs-node on TensorFlow/) as unknown,
    });
    expect(results.trials.map(({ arm, seed, status }) => `${arm.method} ${seed} ${status}`)).toEqual([
      'untuned 1 done',
      'lora 1 done',
      'lora 2 done',
    ]);
    const [untuned, lora] = results.trials;
    expect(untuned!.training).toMatchObject({ steps: 0, trainedParameters: 0, curve: [] });
    expect(lora!.training).toMatchObject({
      steps: 2,
      curve: [
        { step: 1, loss: expect.any(Number) },
        { step: 2, loss: lora!.training!.loss },
      ],
    });
    expect(lora!.training!.tokensPerSecond).toBeGreaterThan(0);
    const { version, protocol, rows } = lora!.evaluations['exam']!;
    expect({ version, protocol, rows: rows.length }).toEqual({
      version: '1',
      protocol: 'controlled (option log-likelihood)',
      rows: 8,
    });
    expect(rows[0]).toMatchObject({
      group: 'medicine',
      question: expect.stringContaining('成年人安静时正常的心率范围') as unknown,
      answer: expect.stringMatching(/^[ABCD]$/) as unknown,
      reference: 'B',
    });
    const again = await run({ report });
    expect(again.events).toEqual([{ type: 'study-start', trials: 3, done: 3, folder: folder.inside('runs') }]);
  });

  it('asks an equal question once: trials share their answers, and two adapters never do', async () => {
    const data = { rows: { use: 'alpaca', from: 'rows.json' }, more: { use: 'alpaca', from: 'more.json' } };
    folder.write('more.json', JSON.stringify([{ instruction: '一加一？', input: '', output: '二。' }]));
    const grid = { methods: 'all', data: 'all', seeds: [1] };
    const train = { examplesPerStep: 1 };
    const { results, ends } = await run({ data, grid, train });
    expect(ends.map(({ message }) => message)).toEqual(['', '', '', '']);
    const told = results.trials.map(({ arm, id }) => [`${arm.method} ${arm.data}`, asked.get(id)]);
    // The untuned model is the same whatever it was not trained on.
    expect(told).toEqual([
      ['untuned rows', 8],
      ['untuned more', 0],
      ['lora rows', 8],
      ['lora more', 8],
    ]);
    const runs = new RunsFolder(folder.inside('runs'));
    const rows = (id: string) => readFileSync(`${runs.trial(id)}/evaluations/exam.jsonl`, 'utf8');
    const [untuned, again, one, other] = results.trials.map(({ id }) => rows(id));
    expect(again!.replace(/"key":"[^"]*"|"sum":"[^"]*"/g, '')).toBe(
      untuned!.replace(/"key":"[^"]*"|"sum":"[^"]*"/g, ''),
    );
    expect(one).not.toBe(other);
    const { id } = results.trials[2]!;
    rmSync(runs.trial(id), { recursive: true });
    await run({ data, grid, train });
    expect(asked.get(id)).toBe(0);
    expect(rows(id)).toBe(one);
    // A trial that stands alone shares with nobody.
    expect(RunsFolder.around(folder.inside('alone'))).toBeUndefined();
  });

  it('goes on when a trial fails, and shows the hole', async () => {
    const long = [{ instruction: '很长'.repeat(100), input: '', output: '好。' }];
    folder.write('bad.json', JSON.stringify(long));
    const data = { bad: { use: 'alpaca', from: 'bad.json' }, rows: { use: 'alpaca', from: 'rows.json' } };
    const train = { onTooLong: 'drop' };
    const { ends, results } = await run({ data, train, grid: { methods: ['lora'], data: 'all' } });
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([65, 0]);
    expect(exitCodeOf(ends)).toBe(65);
    expect(results.trials[0]).toMatchObject({
      status: 'failed',
      failure: { exitCode: 65, message: expect.stringMatching(/row/) as unknown },
    });
    expect(results.trials[1]!.status).toBe('done');
  });

  it('has a lock file that is the same whenever it is written, and an error where there is none', async () => {
    await run({ grid: {} });
    const file = folder.inside('runs/study.lock.json');
    const written = readFileSync(file, 'utf8');
    expect(written).not.toContain('"started"');
    writeFileSync(file, '{}');
    await expect(readResults(folder.inside('runs'))).rejects.toThrow(/is no lock file of a study/);
    await run({ grid: {} });
    expect(readFileSync(file, 'utf8')).toBe(written);
    expect(existsSync(folder.inside('elsewhere'))).toBe(false);
    await expect(readResults(folder.inside('elsewhere'))).rejects.toThrow(/elsewhere holds no study/);
  });
});
