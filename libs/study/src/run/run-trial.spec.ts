import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tensorsAlive } from '@weitiao/tensor';
import { plugins, TrialFolder } from '../__fixtures__/trial-folder.js';
import type { Manifest } from '../manifest/manifest.js';
import { runTrial } from './run-trial.js';
import type { TrialEvent } from './trial-event.js';

let folder: TrialFolder;
beforeEach(() => void (folder = new TrialFolder()));
afterEach(() => folder[Symbol.dispose]());

interface Watched {
  readonly events: TrialEvent[];
  readonly signal: AbortSignal;
}

/** Runs into `name`; `on` sees every event and may stop the run. */
async function run(
  manifest: Manifest,
  name: string,
  on: (event: TrialEvent, stop: () => void) => void = () => undefined,
): Promise<Watched> {
  const controller = new AbortController();
  const events: TrialEvent[] = [];
  const next = (event: TrialEvent) => {
    events.push(event);
    on(event, () => controller.abort());
  };
  await runTrial(manifest, folder.inside(name), { plugins, signal: controller.signal, events: { next } });
  return { events, signal: controller.signal };
}

/** What "the same result" means: adapter/ and result.json, byte for byte. */
function outcome(name: string): Record<string, string> {
  const read = (...path: string[]) => readFileSync(folder.inside(name, ...path), 'base64');
  const kind = existsSync(folder.inside(name, 'adapter')) ? 'adapter' : 'model';
  return Object.fromEntries([
    ...readdirSync(folder.inside(name, kind)).map((file) => [file, read(kind, file)]),
    ['result', read('result.json')],
  ]);
}

const types = ({ events }: Watched) => events.map(({ type }) => type);

describe('a trial', () => {
  it('trains, saves, and is done: a second run finds that at once and changes nothing', async () => {
    const manifest = await folder.plan({ train: { heldOut: { rows: 2, everySteps: 2 } } });
    const first = await run(manifest, 'out');
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
    const before = outcome('out');
    expect(types(await run(manifest, 'out'))).toEqual(['already-done']);
    expect(outcome('out')).toEqual(before);
    expect(JSON.parse(readFileSync(folder.inside('out/result.json'), 'utf8'))).toMatchObject({
      trial: manifest.id,
      method: 'lora',
      steps: 4,
      heldOut: { step: 4 },
    });
    expect(readdirSync(folder.inside('out')).sort()).toEqual(['adapter', 'attempts', 'manifest.json', 'result.json']);
  });

  it('stops with 75 when asked, goes on where it stopped, and ends with the same bytes', async () => {
    const manifest = await folder.plan();
    await run(manifest, 'whole');
    const stopped = run(manifest, 'parts', (event, stop) => event.type === 'step-end' && event.step === 2 && stop());
    await expect(stopped).rejects.toMatchObject({
      exitCode: 75,
      message: 'Stopped after step 2, which is saved. Run the same command again: it goes on from there.',
    });
    expect(existsSync(folder.inside('parts/result.json'))).toBe(false);
    expect(existsSync(folder.inside('parts/failure.json'))).toBe(false);
    const second = await run(manifest, 'parts');
    expect(second.events.filter(({ type }) => type === 'step-end')).toHaveLength(2);
    expect(outcome('parts')).toEqual(outcome('whole'));
  });

  it('goes on from the newest whole checkpoint of any attempt, whatever was left half written', async () => {
    const manifest = await folder.plan();
    await run(manifest, 'whole');
    const checkpoints = (step: number) => folder.inside('whole/attempts/1/checkpoints', `step-${step}`);
    cpSync(folder.inside('whole'), folder.inside('crashed'), { recursive: true });
    rmSync(folder.inside('crashed/result.json'));
    rmSync(folder.inside('crashed/adapter'), { recursive: true });
    rmSync(join(checkpoints(4).replace('/whole/', '/crashed/'), 'COMPLETE'));
    const { events } = await run(manifest, 'crashed');
    expect(events.find(({ type }) => type === 'run-start')).toMatchObject({ step: 3 });
    expect(outcome('crashed')).toEqual(outcome('whole'));
  });

  it('gives way to a newer attempt with 76, and leaves nothing behind', async () => {
    const manifest = await folder.plan();
    const fenced = run(manifest, 'out', (event) => {
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

  it('that fails for good says so again, with the same code and without trying', async () => {
    folder.write('rows.json', '[{"instruction":"一","output":"二"},{"instruction":3}]');
    const manifest = await folder.plan();
    const first = await run(manifest, 'out').catch((error: unknown) => error as Error);
    expect(first).toMatchObject({ exitCode: 65 });
    expect(JSON.parse(readFileSync(folder.inside('out/failure.json'), 'utf8'))).toMatchObject({
      exitCode: 65,
      message: (first as Error).message,
    });
    await expect(run(manifest, 'out')).rejects.toMatchObject({
      exitCode: 65,
      message: expect.stringContaining('This trial failed for good') as unknown,
    });
    expect(readdirSync(folder.inside('out/attempts'))).toEqual(['1']);
  });

  it('without a method takes the held-out loss and trains nothing', async () => {
    await run(await folder.plan({ method: 'none', train: { heldOut: { rows: 3, everySteps: 1 } } }), 'out');
    const result = JSON.parse(readFileSync(folder.inside('out/result.json'), 'utf8')) as { heldOut: { loss: number } };
    expect(result).toMatchObject({ method: 'none', steps: 0, trainedParameters: 0, files: {} });
    expect(result.heldOut.loss).toBeGreaterThan(1);
  });

  it.each([
    ['full', { use: 'full' }, 'model'],
    ['prefix-tuning', { use: 'prefix-tuning', virtualTokens: 3 }, 'adapter'],
  ])('saves what %s leaves', async (_, method, kind) => {
    await run(await folder.plan({ method, train: { budget: { steps: 1 } } }), 'out');
    expect(readdirSync(folder.inside('out'))).toContain(kind);
  });

  it('frees everything', async () => {
    await run(await folder.plan(), 'warm');
    const { count } = tensorsAlive();
    await run(await folder.plan({ seed: 2 }), 'again');
    const stopped = run(
      await folder.plan({ seed: 3 }),
      'stopped',
      (event, stop) => event.type === 'step-end' && stop(),
    );
    await expect(stopped).rejects.toMatchObject({ exitCode: 75 });
    expect(tensorsAlive().count).toBe(count);
  });
});
