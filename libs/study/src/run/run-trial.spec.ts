import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tensorsAlive } from '@weitiao/tensor';
import { outcome, run, types } from '../__fixtures__/run.js';
import { TrialFolder } from '../__fixtures__/trial-folder.js';

let folder: TrialFolder;
beforeEach(() => void (folder = new TrialFolder()));
afterEach(() => folder[Symbol.dispose]());

describe('a trial', () => {
  it('trains, saves, and is done: a second run finds that at once and changes nothing', async () => {
    const manifest = await folder.plan({ train: { heldOut: { rows: 2, everySteps: 2 } } });
    const first = await run(folder, manifest, 'out');
    expect(types(first)).toEqual(
      expect.arrayContaining([
        'engine-started',
        'model-loaded',
        'data-prepared',
        'run-start',
        'step-end',
        'held-out-end',
        'checkpoint-saved',
        'run-end',
        'output-saved',
      ]),
    );
    const before = outcome(folder, 'out');
    expect(types(await run(folder, manifest, 'out'))).toEqual(['already-done']);
    expect(outcome(folder, 'out')).toEqual(before);
    expect(JSON.parse(readFileSync(folder.inside('out/result.json'), 'utf8'))).toMatchObject({
      trial: manifest.id,
      method: 'lora',
      steps: 4,
      heldOut: { step: 4 },
    });
    expect(readdirSync(folder.inside('out')).sort()).toEqual(['adapter', 'attempts', 'manifest.json', 'result.json']);
  });

  it('that fails for good says so again, with the same code and without trying', async () => {
    folder.write('rows.json', '[{"instruction":"一","output":"二"},{"instruction":3}]');
    const manifest = await folder.plan();
    const first = await run(folder, manifest, 'out').catch((error: unknown) => error as Error);
    expect(first).toMatchObject({ exitCode: 65 });
    expect(JSON.parse(readFileSync(folder.inside('out/failure.json'), 'utf8'))).toMatchObject({
      exitCode: 65,
      message: (first as Error).message,
    });
    await expect(run(folder, manifest, 'out')).rejects.toMatchObject({
      exitCode: 65,
      message: expect.stringContaining('This trial failed for good') as unknown,
    });
    expect(readdirSync(folder.inside('out/attempts'))).toEqual(['1']);
  });

  it('without a method takes the held-out loss and trains nothing', async () => {
    await run(folder, await folder.plan({ method: 'none', train: { heldOut: { rows: 3, everySteps: 1 } } }), 'out');
    const result = JSON.parse(readFileSync(folder.inside('out/result.json'), 'utf8')) as { heldOut: { loss: number } };
    expect(result).toMatchObject({ method: 'none', steps: 0, trainedParameters: 0, files: {} });
    expect(result.heldOut.loss).toBeGreaterThan(1);
  });

  it.each([
    ['full', { use: 'full' }, 'model'],
    ['prefix-tuning', { use: 'prefix-tuning', virtualTokens: 3 }, 'adapter'],
  ])('saves what %s leaves', async (_, method, kind) => {
    await run(folder, await folder.plan({ method, train: { budget: { steps: 1 } } }), 'out');
    expect(readdirSync(folder.inside('out'))).toContain(kind);
  });

  it('frees everything', async () => {
    await run(folder, await folder.plan(), 'warm');
    const { count } = tensorsAlive();
    await run(folder, await folder.plan({ seed: 2 }), 'again');
    const stopped = run(
      folder,
      await folder.plan({ seed: 3 }),
      'stopped',
      (event, stop) => event.type === 'step-end' && stop(),
    );
    await expect(stopped).rejects.toMatchObject({ exitCode: 75 });
    expect(tensorsAlive().count).toBe(count);
  });
});
