import { readFileSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineLauncher, WeitiaoError, type LaunchEvent } from '@weitiao/core';
import { z } from 'zod';
import { StudyFolder as Folder } from '../__fixtures__/study-folder.js';
import { plugins } from '../__fixtures__/trial-folder.js';
import { readManifest } from '../manifest/manifest.js';
import { readResults } from '../results/read-results.js';
import { runTrial } from '../run/run-trial.js';
import { runStudy, type StudyEvent } from './run-study.js';
import { StudyFolder as RunsFolder } from './study-folder.js';

let folder: Folder;
let stop: AbortController;
let ran: string[];
beforeEach(() => {
  folder = new Folder();
  [stop, ran] = [new AbortController(), []];
});
afterEach(() => folder[Symbol.dispose]());

/** Runs trials in this process, one after another, until it is stopped. */
const here = defineLauncher({
  name: 'here',
  options: z.strictObject({}),
  async *launch(trials, _options, { signal }): AsyncGenerator<LaunchEvent> {
    for (const { id, manifest, output } of trials) {
      if (signal.aborted) return;
      ran.push(id);
      const failure = await runTrial(readManifest(manifest), output, { plugins }).then(
        () => undefined,
        (error: unknown) => error as WeitiaoError,
      );
      yield { type: 'trial-end', id, exitCode: failure?.exitCode ?? 0, message: failure?.message ?? '' };
    }
  },
});

const study = {
  train: { learningRate: { search: [1e-6, 1e-2] }, heldOut: { rows: 2, everySteps: 9 }, budget: { tokens: 30 } },
  grid: { methods: 'all', seeds: [1, 2] },
};

async function run(changes: object = study, on: (event: StudyEvent) => void = () => undefined) {
  const events: StudyEvent[] = [];
  const ends = await runStudy(await folder.planStudy({ ...changes }), {
    output: folder.inside('runs'),
    launcher: here({}),
    command: [],
    signal: stop.signal,
    warn: () => undefined,
    tell: (event) => {
      events.push(event);
      on(event);
    },
  });
  return { ends, events, results: await readResults(folder.inside('runs')) };
}
const lock = () => JSON.parse(readFileSync(folder.inside('runs/study.lock.json'), 'utf8'));
const runs = () => new RunsFolder(folder.inside('runs'));
const manifestOf = (id: string) => readManifest(runs().trial(id) + '/manifest.json');

describe('a learning rate that is searched', () => {
  it('is tried with the first seed, asked nothing, and the best one is a plain number of the trials', async () => {
    const { ends, events, results } = await run();
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const [search] = results.searches!;
    expect(search).toMatchObject({ arm: { method: 'lora' }, seed: 1, chosen: 1e-2 });
    const losses = search!.tries.map(({ heldOutLoss }) => heldOutLoss!);
    expect(losses[1]).toBeLessThan(losses[0]!);
    expect(events.flatMap((event) => (event.type.startsWith('trial') ? [] : [event]))).toEqual([
      { type: 'search-start', trials: 2, done: 0, folder: folder.inside('runs') },
      { type: 'search-end', arm: search!.arm, chosen: 1e-2 },
      { type: 'study-start', trials: 3, done: 0, folder: folder.inside('runs') },
    ]);
    for (const { id, learningRate } of search!.tries) {
      const { trial } = manifestOf(id);
      expect(trial).toMatchObject({ seed: 1, train: { learningRate } });
      expect(trial.benchmarks).toBeUndefined();
    }
    const trained = results.trials.filter(({ arm }) => arm.method === 'lora');
    expect(trained.map(({ id }) => manifestOf(id).trial.train.learningRate)).toEqual([1e-2, 1e-2]);
    // A trial of its own: nothing in it tells of a search.
    const { trials } = await folder.planStudy({ ...study, train: { ...study.train, learningRate: 1e-2 } });
    expect(results.trials.slice(1).map(({ id }) => id)).toEqual(trials.slice(1).map(({ manifest }) => manifest.id));
    // The try trained as the trial of its seed does.
    expect(trained[0]!.training!.heldOutLoss).toBe(losses[1]);
    expect(trained[0]!.training!.millisecondsPerStep).toBeGreaterThan(0);
    const adapter = ['adapter_config.json', 'adapter_model.safetensors', 'training_template.json'].map(
      (name) => runs().trial(trained[0]!.id) + `/adapter/${name}`,
    );
    expect(trained[0]!.training!.savedBytes).toBe(adapter.reduce((sum, file) => sum + statSync(file).size, 0));
    expect(lock().searches[0]).toEqual({
      ...search,
      seeds: [1, 2],
      tries: search!.tries.map(({ status: _, ...tried }) => tried),
    });
  });

  it('goes on in either phase after it was stopped, runs nothing twice, and ends in the same lock', async () => {
    const stopAfter = (count: number) => (event: StudyEvent) => {
      if (event.type === 'trial-end' && ran.length === count) stop.abort();
    };
    const first = await run(study, stopAfter(1));
    expect(first.ends.map(({ exitCode }) => exitCode)).toEqual([75, 0, 75]);
    expect(first.results.trials.map(({ arm, status }) => `${arm.method} ${status}`)).toEqual([
      'untuned planned',
      'lora planned',
      'lora planned',
    ]);
    expect(first.results.searches![0]!.tries.map(({ status }) => status)).toEqual(['done', 'planned']);
    stop = new AbortController();
    const second = await run(study, stopAfter(3));
    expect(second.ends.map(({ exitCode }) => exitCode)).toEqual([0, 75, 75]);
    expect(second.results.searches![0]!.chosen).toBe(1e-2);
    const between = readFileSync(folder.inside('runs/study.lock.json'), 'utf8');
    stop = new AbortController();
    const third = await run();
    expect(third.ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(new Set(ran).size).toBe(ran.length);
    expect(ran).toHaveLength(5);
    expect(readFileSync(folder.inside('runs/study.lock.json'), 'utf8')).toBe(between);
  });

  it('is run once where it is a trial of the grid, cannot be one that diverges, and is the smaller of equals', async () => {
    const methods = { lora: { use: 'lora', rank: 2, targetModules: ['query_key_value'] } };
    const train = { ...study.train, budget: { steps: 3 }, learningRate: { search: [1e30, 1e-3] } };
    const { ends, results } = await run({ methods, train, grid: {}, benchmarks: {} });
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0]);
    expect(results.searches![0]).toMatchObject({
      chosen: 1e-3,
      tries: [
        { status: 'failed', failure: { exitCode: 65, message: expect.stringContaining('is NaN') } },
        { status: 'done' },
      ],
    });
    expect(ran).toHaveLength(2);
    expect(results.trials[0]!.id).toBe(results.searches![0]!.tries[1]!.id);
  });

  it('leaves a hole with the reason when every rate diverges, and the others go on', async () => {
    const train = { ...study.train, budget: { steps: 3 }, learningRate: { search: [1e30, 1e29] } };
    const { ends, results } = await run({ train, grid: study.grid, benchmarks: {} });
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 65, 65]);
    expect(results.trials.map(({ arm, seed, status }) => `${arm.method} ${seed} ${status}`)).toEqual([
      'untuned 1 done',
      'lora 1 failed',
      'lora 2 failed',
    ]);
    expect(results.trials[1]!.failure).toEqual({
      exitCode: 65,
      message: expect.stringMatching(
        /^No learning rate can be chosen, since every try failed\. 1e\+30: The .* 1e\+29: The /,
      ),
    });
  });

  it('may be one method’s alone, is chosen again from what lies there, and all train on the tokens of the budget', async () => {
    const methods = {
      lora: { use: 'lora', rank: 2, targetModules: ['query_key_value'] },
      prefix: { use: 'prefix-tuning', virtualTokens: 4 },
    };
    const learningRate = { lora: study.train.learningRate, prefix: 1e-2 };
    const changes = { methods, train: { ...study.train, learningRate }, grid: { methods: 'all' }, benchmarks: {} };
    const { results } = await run(changes);
    expect(results.searches!.map(({ arm }) => arm.method)).toEqual(['lora']);
    const [lora, prefix] = results.trials.map(({ training }) => training!);
    expect(lora!.trainedTokens).toBeGreaterThanOrEqual(30);
    expect([prefix!.trainedTokens, prefix!.steps]).toEqual([lora!.trainedTokens, lora!.steps]);
    const before = lock();
    rmSync(folder.inside('runs/study.lock.json'));
    const { events } = await run(changes);
    expect(events.map((event) => ('done' in event ? event.done : event.type))).toEqual([2, 'search-end', 2]);
    expect(lock()).toEqual(before);
  });
});
