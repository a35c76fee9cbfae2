import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outcome, run } from '../__fixtures__/run.js';
import { TrialFolder } from '../__fixtures__/trial-folder.js';

let folder: TrialFolder;
beforeEach(() => void (folder = new TrialFolder()));
afterEach(() => folder[Symbol.dispose]());

describe('a trial that is interrupted', () => {
  it('stops with 75 when asked, goes on where it stopped, and ends with the same bytes', async () => {
    const manifest = await folder.plan();
    await run(folder, manifest, 'whole');
    const stopped = run(
      folder,
      manifest,
      'parts',
      (event, stop) => event.type === 'step-end' && event.step === 2 && stop(),
    );
    await expect(stopped).rejects.toMatchObject({
      exitCode: 75,
      message: 'Stopped after step 2, which is saved. Run the same command again: it goes on from there.',
    });
    expect(existsSync(folder.inside('parts/result.json'))).toBe(false);
    expect(existsSync(folder.inside('parts/failure.json'))).toBe(false);
    const second = await run(folder, manifest, 'parts');
    expect(second.events.filter(({ type }) => type === 'step-end')).toHaveLength(2);
    expect(outcome(folder, 'parts')).toEqual(outcome(folder, 'whole'));
  });

  it('goes on from the newest whole checkpoint of any attempt, whatever was left half written', async () => {
    const manifest = await folder.plan();
    await run(folder, manifest, 'whole');
    const checkpoints = (step: number) => folder.inside('whole/attempts/1/checkpoints', `step-${step}`);
    cpSync(folder.inside('whole'), folder.inside('crashed'), { recursive: true });
    rmSync(folder.inside('crashed/result.json'));
    rmSync(folder.inside('crashed/adapter'), { recursive: true });
    rmSync(join(checkpoints(4).replace('/whole/', '/crashed/'), 'COMPLETE'));
    const { events } = await run(folder, manifest, 'crashed');
    expect(events.find(({ type }) => type === 'run-start')).toMatchObject({ step: 3 });
    expect(outcome(folder, 'crashed')).toEqual(outcome(folder, 'whole'));
  });

  it('gives way to a newer attempt with 76, and leaves nothing behind', async () => {
    const manifest = await folder.plan();
    const fenced = run(folder, manifest, 'out', (event) => {
      if (event.type !== 'step-end' || event.step !== 1) return;
      cpSync(folder.inside('out/attempts/1'), folder.inside('out/attempts/2'), { recursive: true });
    });
    await expect(fenced).rejects.toMatchObject({
      exitCode: 76,
      message: expect.stringContaining('Attempt 2 has taken over') as unknown,
    });
    expect(existsSync(folder.inside('out/result.json'))).toBe(false);
    expect(existsSync(folder.inside('out/failure.json'))).toBe(false);
    expect(
      readdirSync(folder.inside('out/attempts/1')).includes('checkpoints') &&
        readdirSync(folder.inside('out/attempts/1/checkpoints')),
    ).toEqual([]);
  });
});
