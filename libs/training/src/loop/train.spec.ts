import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { tensorsAlive } from '@weitiao/tensor';
import { eventsOf } from '../__fixtures__/events-of.js';
import { tinySegments } from '../__fixtures__/tiny-data.js';
import { tinyRun, tinySteps } from '../__fixtures__/tiny-run.js';
import { train } from './train.js';
import type { TrainingSpec } from './training-spec.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('train', () => {
  it('tells what happens, in order, and lowers the loss', async () => {
    const segments = tinySegments(4);
    const steps = Array.from({ length: 12 }, (_, step) => ({ step, microBatches: [segments.map((one) => [one])] }));
    const tiny = tinyRun(12, { steps, schedule: { name: 'constant' } });
    const { events, steps: taken, result } = await eventsOf(tiny.spec);
    expect(events.map(({ type }) => type)).toEqual(['run-start', ...taken.map(() => 'step-end'), 'run-end']);
    expect(events[0]).toMatchObject({
      step: 0,
      totalSteps: 12,
      trainedParameters: 2 * (3 * 8 + 3 * 24 + 3 * 8 + 3 * 8),
    });
    expect(taken.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(taken.at(-1)!.loss).toBeLessThan(0.9 * taken[0]!.loss);
    expect(taken[0]!.tokensPerSecond).toBeCloseTo(taken[0]!.tokens / taken[0]!.seconds);
    const tokens = segments.reduce((count, one) => count + one.tokens.length, 0);
    expect(result).toEqual({
      step: 12,
      stopped: false,
      loss: taken.at(-1)!.loss,
      tokens: 12 * tokens,
      trainedTokens: 12 * taken[0]!.trainedTokens,
    });
    expect(events.at(-1)).toEqual({ type: 'run-end', step: 12, outcome: 'done' });
    tiny[Symbol.dispose]();
  });

  it('begins a warm-up with a step that moves nothing', async () => {
    const tiny = tinyRun(3);
    const before = tiny.bytes();
    const run = train(tiny.spec);
    const rates: number[] = [];
    run.events.subscribe((event) => {
      if (event.type === 'step-end') rates.push(event.learningRate);
      if (event.type === 'step-end' && event.step === 1) expect(tiny.bytes()).toEqual(before);
    });
    await run;
    expect(rates).toEqual([0, 0.01, 0.02]);
    expect(tiny.bytes()).not.toEqual(before);
    tiny[Symbol.dispose]();
  });

  it('gives the same bytes again', async () => {
    const bytes = [];
    for (const seed of [9, 9, 10]) {
      const tiny = tinyRun(4, { seed });
      await train(tiny.spec);
      bytes.push(tiny.bytes());
      tiny[Symbol.dispose]();
    }
    expect(bytes[1]).toEqual(bytes[0]);
    expect(bytes[2]).not.toEqual(bytes[0]);
  });

  it('leaves no tensor behind, a step as a run', async () => {
    const tiny = tinyRun(6, { heldOut: { batches: () => [[tinySegments(2)]], everySteps: 2 } });
    const before = tensorsAlive().count;
    const alive: number[] = [];
    const run = train(tiny.spec);
    run.events.subscribe((event) => event.type === 'step-end' && alive.push(tensorsAlive().count));
    await run;
    expect(new Set(alive).size).toBe(1);
    expect(tensorsAlive().count).toBe(before);
    tiny[Symbol.dispose]();
  });

  it('takes the held-out loss before, meanwhile and after, without dropout', async () => {
    const tiny = tinyRun(5, {
      heldOut: { batches: () => [[tinySegments(2, 50)], [tinySegments(1, 60)]], everySteps: 2 },
    });
    const { events, result } = await eventsOf(tiny.spec);
    const heldOut = events.filter((event) => event.type === 'held-out-end');
    expect(heldOut.map(({ step }) => step)).toEqual([0, 2, 4, 5]);
    expect(result).toMatchObject({ heldOut: { step: 5, loss: heldOut.at(-1)!.loss, tokens: heldOut[0]!.tokens } });
    const again = await eventsOf({ ...tinyRun(5).spec, seed: 10, ...{ heldOut: tiny.spec.heldOut! } });
    expect(again.events.find((event) => event.type === 'held-out-end')).toEqual(heldOut[0]);
    tiny[Symbol.dispose]();
  });

  it('lets the rest of the program breathe', async () => {
    const tiny = tinyRun(6);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await train(tiny.spec);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
    tiny[Symbol.dispose]();
  });

  it('says at which step the loss is finite no more, and saves nothing of it', async () => {
    const tiny = tinyRun(5, { learningRate: 1e30, schedule: { name: 'constant' }, maxGradientNorm: Infinity });
    const { events, result } = await eventsOf(tiny.spec);
    expect(result).toMatchObject({ name: 'DivergedError', exitCode: 65 });
    expect((result as Error).message).toMatch(
      /^The (loss|gradient norm) of step 2 is (NaN|Infinity)\. Lower the learning rate \(1e\+30 at this step\)/,
    );
    expect(events.at(-1)).toMatchObject({
      type: 'run-end',
      outcome: 'failed',
      step: 1,
      message: (result as Error).message,
    });
    tiny[Symbol.dispose]();
  });

  it.each<[Partial<TrainingSpec>, string]>([
    [{ totalSteps: 0 }, 'Training: totalSteps is 0, wanted a whole number from 1.'],
    [{ learningRate: NaN }, 'Training: learningRate is NaN, wanted a number from 0.'],
    [{ maxGradientNorm: 0 }, 'Training: maxGradientNorm is 0, wanted a number above 0, or Infinity for no clipping.'],
    [{ optimizer: { beta1: 1 } }, 'Training: optimizer.beta1 is 1, wanted a number from 0 to below 1.'],
    [{ steps: tinySteps(2) }, 'The steps ended at 2; totalSteps is 3.'],
    [{ steps: tinySteps(3).slice(1) }, 'Step 1 came where step 0 was due.'],
    [
      { steps: [{ step: 0, microBatches: [[[]]] }] },
      'Step 1 has no token to train on. Leave out examples without a reply.',
    ],
  ])('refuses %p', async (change, message) => {
    const tiny = tinyRun(3, change);
    await expect(train(tiny.spec)).rejects.toThrow(message);
    tiny[Symbol.dispose]();
  });
});
