import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { tensorsAlive } from '@weitiao/tensor';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinySegments } from '../__fixtures__/tiny-data.js';
import { tinyRun } from '../__fixtures__/tiny-run.js';
import { newestCheckpoint } from '../checkpoint/newest-checkpoint.js';
import { train } from './train.js';
import type { Checkpointing, TrainingSpec } from './training-spec.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const [total, identity] = [10, 'trial-1'];
let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'weitiao-training-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const saving = (change: Partial<Checkpointing> = {}): Checkpointing => ({
  folder,
  everySteps: 3,
  keep: 2,
  identity,
  ...change,
});
const heldOut = { batches: () => [[tinySegments(2, 90)]], everySteps: 5 };

/** Trains in fresh stores; stops after a step if told. */
async function run(change: Partial<TrainingSpec>, stopAfter?: number) {
  const tiny = tinyRun(total, { heldOut, ...change });
  const training = train(tiny.spec);
  training.events.subscribe((event) => {
    if (event.type === 'step-end' && event.step === stopAfter) void training.stop();
  });
  const result = await training;
  const bytes = tiny.bytes();
  tiny[Symbol.dispose]();
  return { result, bytes };
}

const resume = async () => run({ checkpoints: saving(), resume: (await newestCheckpoint(folder, { identity }))! });

describe('a run that is resumed', () => {
  it('ends with the same bytes and result as one that ran through', async () => {
    const straight = await run({});
    expect(straight.result).toMatchObject({ step: total, stopped: false });
    for (const stopAfter of [1, 4, 5, 9]) {
      const stopped = await run({ checkpoints: saving() }, stopAfter);
      expect(stopped.result).toMatchObject({ step: stopAfter, stopped: true });
      expect(await resume()).toEqual(straight);
      await rm(folder, { recursive: true });
    }
  });

  it('does nothing more when the checkpoint is of the end', async () => {
    const whole = await run({ checkpoints: saving() });
    expect(await resume()).toEqual(whole);
  });

  it('leaves no tensor behind', async () => {
    const before = tensorsAlive().count;
    await run({ checkpoints: saving() }, 4);
    await resume();
    expect(tensorsAlive().count).toBe(before);
  });

  it('goes on from the checkpoint before when the newest is cut, altered or unfinished', async () => {
    const straight = await run({ checkpoints: saving({ keep: 9 }) });
    await truncate(join(folder, 'step-10', 'optimizer.safetensors'), 100);
    const path = join(folder, 'step-9', 'adapter.safetensors');
    const altered = await readFile(path);
    altered[altered.length - 2]! ^= 1;
    await writeFile(path, altered);
    await rm(join(folder, 'step-6', 'COMPLETE'));
    const warnings: string[] = [];
    const found = await newestCheckpoint(folder, { identity, warn: (message) => warnings.push(message) });
    expect(found?.state.step).toBe(3);
    expect(warnings).toEqual([
      `Passing over the checkpoint ${join(folder, 'step-10')}: optimizer.safetensors is not as it was written.`,
      `Passing over the checkpoint ${join(folder, 'step-9')}: adapter.safetensors is not as it was written.`,
      `Passing over the checkpoint ${join(folder, 'step-6')}: it was not written to its end.`,
    ]);
    expect(await resume()).toEqual(straight);
    expect((await readdir(folder)).sort()).toEqual(['step-10', 'step-9']);
  });

  it('refuses parameters that the checkpoint is not of', async () => {
    await run({ checkpoints: saving() }, 4);
    const state = await newestCheckpoint(folder, { identity });
    await expect(run({ resume: state!, totalSteps: 11 })).rejects.toThrow('totalSteps is 11, but the checkpoint');
  });
});

describe('checkpoints', () => {
  it('keep the newest, and the last step', async () => {
    await run({ checkpoints: saving({ everySteps: 2, keep: 3 }) });
    expect((await readdir(folder)).sort()).toEqual(['step-10', 'step-6', 'step-8']);
    expect((await readdir(join(folder, 'step-8'))).sort()).toEqual([
      'COMPLETE',
      'adapter.safetensors',
      'optimizer.safetensors',
      'state.json',
    ]);
  });

  it('are not committed when the caller forbids it', async () => {
    const fenced = new Error('a newer attempt runs');
    let calls = 0;
    const beforeCommit = () => {
      if (++calls === 2) throw fenced;
    };
    await expect(run({ checkpoints: saving({ beforeCommit }) })).rejects.toBe(fenced);
    expect(await readdir(folder)).toEqual(['step-3']);
  });

  it('of another run are refused', async () => {
    await run({ checkpoints: saving() }, 1);
    await expect(newestCheckpoint(folder, { identity: 'trial-2' })).rejects.toThrow(
      'belongs to the run trial-1, not to trial-2. Choose another output folder.',
    );
  });

  it('are looked for in every folder of earlier attempts', async () => {
    expect(await newestCheckpoint(join(folder, 'none'), { identity })).toBeUndefined();
    for (const [name, stopAfter] of [
      ['a', 4],
      ['b', 2],
    ] as const)
      await run({ checkpoints: saving({ folder: join(folder, name) }) }, stopAfter);
    const found = await newestCheckpoint(
      ['a', 'b', 'c'].map((name) => join(folder, name)),
      { identity },
    );
    expect(found?.folder).toBe(join(folder, 'a', 'step-4'));
  });

  it('that cannot be written are an error that names the folder', async () => {
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub', 'file'), '');
    const inAFile = join(folder, 'sub', 'file');
    await expect(run({ checkpoints: saving({ folder: inAFile }) })).rejects.toThrow(
      `Cannot write ${join(inAFile, 'step-3')}`,
    );
  });
});
