import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { trialOptions } from '../config/trial-file.js';
import { identityOf } from '../manifest/identity.js';
import type { Manifest } from '../manifest/manifest.js';
import { Attempt } from './attempt.js';
import { FencedError } from './errors.js';
import { RunFolder } from './run-folder.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'weitiao-run-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function manifestWith(seed: number): Manifest {
  const trial = trialOptions.parse({
    model: { use: 'bloom', from: 'model' },
    method: { use: 'lora' },
    data: { use: 'alpaca' },
    train: { template: 'none', budget: { steps: 1 }, examplesPerStep: 1, learningRate: 1 },
    seed,
  });
  const parts = { trial, contents: { model: '', tokenizer: '', data: '', template: '' }, packages: {} };
  return { manifestVersion: 1, id: identityOf(parts), folder, ...parts };
}
const open = (seed = 1) => RunFolder.open(join(folder, 'run'), manifestWith(seed));

describe('attempts', () => {
  it('have numbers of their own, also when many are taken at once', async () => {
    const run = await open();
    const taken = await Promise.all(Array.from({ length: 8 }, () => Attempt.take(run, 'trial', {})));
    expect(taken.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const attempt of taken) await attempt[Symbol.asyncDispose]();
  });

  it('are fenced off by a newer one', async () => {
    const run = await open();
    await using first = await Attempt.take(run, 'trial', {});
    first.fence();
    await using second = await Attempt.take(run, 'trial', {});
    expect(() => first.fence()).toThrow(FencedError);
    expect(() => first.fence()).toThrow('Attempt 2 has taken over this trial');
    expect(() => second.fence()).not.toThrow();
    expect(new FencedError(1, 2).exitCode).toBe(76);
  });

  it('write their events with trial, attempt and step, a heartbeat and what they used', async () => {
    const run = await open();
    const attempt = await Attempt.take(run, 'trial', { engine: 'none' });
    attempt.record({ type: 'step-end', step: 3 });
    await attempt[Symbol.asyncDispose]();
    const read = (name: string) => JSON.parse(readFileSync(attempt.inside(name), 'utf8')) as Record<string, unknown>;
    expect(read('attempt.json')).toMatchObject({ trial: 'trial', attempt: 1, engine: 'none', process: process.pid });
    expect(read('events.jsonl')).toMatchObject({ trial: 'trial', attempt: 1, type: 'step-end', step: 3 });
    expect(read('heartbeat.json')).toMatchObject({ step: 0 });
    expect(read('usage.json')['peakMemoryBytes']).toBeGreaterThan(1e6);
  });
});

describe('a run folder', () => {
  it('holds one trial, and says what differs in another', async () => {
    await open(1);
    await expect(open(2)).rejects.toThrow(
      /holds another trial.*\n {2}trial\.seed: there 1, here 2\n {2}Choose another --output/,
    );
  });

  it('tells a failure that is for good again, with its code', async () => {
    const run = await open();
    await run.fail(new DataFormatError('rows.json:3', 'no reply.'));
    expect(() => run.outcome()).toThrow(/^rows\.json:3: no reply\.\n {2}This trial failed for good/);
    const again = (await open()).path;
    expect(JSON.parse(readFileSync(join(again, 'failure.json'), 'utf8'))).toMatchObject({
      exitCode: 65,
      error: 'DataFormatError',
    });
  });

  it('is taken over by the corrected trial after such a failure', async () => {
    const run = await open(1);
    await run.fail(new DataFormatError('rows.json:3', 'no reply.'));
    const next = await open(2);
    expect(next.outcome()).toBeUndefined();
    expect(existsSync(join(next.path, 'failure.json'))).toBe(false);
    expect(next.manifest()?.id).toBe(manifestWith(2).id);
  });

  it('gives the result of a trial that is done', async () => {
    const run = await open();
    writeFileSync(join(run.path, 'result.json'), '{"steps":5}');
    expect((await open()).outcome()).toEqual({ steps: 5 });
  });

  it('that cannot be written is an error with code 74', async () => {
    writeFileSync(join(folder, 'run'), '');
    await expect(open()).rejects.toMatchObject({
      exitCode: 74,
      message: expect.stringContaining('Cannot write') as unknown,
    });
  });
});
