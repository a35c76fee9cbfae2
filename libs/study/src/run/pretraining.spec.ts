import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTrialData } from '../plan/open-trial-data.js';
import { SourceText } from '../config/source-text.js';
import { outcome, run } from '../__fixtures__/run.js';
import { plugins, TrialFolder } from '../__fixtures__/trial-folder.js';

const poems = Array.from(
  { length: 40 },
  (_, index) => `第${index}首：床前明月光，疑是地上霜。举头望明月，低头思故乡。`,
);
let folder: TrialFolder;
beforeEach(() => {
  folder = new TrialFolder();
  folder.write('poems.txt', poems.join('\n'));
});
afterEach(() => folder[Symbol.dispose]());

const data = { use: 'text', from: 'poems.txt', document: 'line' };
/** A trial on text; JSON leaves out what is undefined. */
const ofText = (train: object = {}, changes: object = {}) => ({
  data,
  ...changes,
  train: {
    template: undefined,
    maxLength: 32,
    examplesPerStep: 4,
    schedule: { use: 'cosine', warmup: 0.25 },
    ...train,
  },
});
const opened = (train: object = {}) =>
  openTrialData(SourceText.read(folder.trialFile(ofText(train))), plugins, { warn: () => undefined });

describe('pre-training', () => {
  it.each([
    ['lora', {}],
    ['full, its documents apart', { method: { use: 'full' } }],
  ])('goes on where it was interrupted and ends with the same bytes: %s', async (_, changes) => {
    const train = {
      learningRate: 5e-3,
      heldOut: { rows: 4, everySteps: 4 },
      ...('method' in changes && { documents: 'separate' }),
    };
    const manifest = await folder.plan(ofText(train, changes));
    const { events } = await run(folder, manifest, 'whole');
    const losses = events.flatMap((event) => (event.type === 'held-out-end' ? [event.loss] : []));
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    const stopped = run(
      folder,
      manifest,
      'parts',
      (event, stop) => event.type === 'step-end' && event.step === 2 && stop(),
    );
    await expect(stopped).rejects.toMatchObject({ exitCode: 75 });
    await run(folder, manifest, 'parts');
    expect(outcome(folder, 'parts')).toEqual(outcome(folder, 'whole'));
  });

  it('computes the same in whatever micro-batches', async () => {
    const losses = async (name: string, microBatch: object) => {
      const manifest = await folder.plan(ofText({ microBatch, documents: 'separate' }));
      const { events } = await run(folder, manifest, name);
      return events.flatMap((event) => (event.type === 'step-end' ? [event.loss] : []));
    };
    const [whole, cut] = [await losses('whole', { examples: 4 }), await losses('cut', { examples: 1 })];
    whole.forEach((loss, step) => expect(Math.abs(loss - cut[step]!) / loss).toBeLessThan(1e-5));
  });

  it('gives every row one block: one segment, or one for each document', async () => {
    using joined = await opened();
    using separate = await opened({ documents: 'separate' });
    const rows = ({ data }: typeof joined) => [...data.steps()].flatMap(({ microBatches }) => microBatches.flat());
    expect(rows(joined).map((row) => row.map(({ tokens }) => tokens.length))).toEqual(
      Array.from({ length: 16 }, () => [32]),
    );
    const parts = rows(separate).map((row) => row.map(({ tokens }) => tokens.length));
    expect(parts.some((row) => row.length > 1)).toBe(true);
    for (const row of parts) expect(row.reduce((sum, length) => sum + length, 0)).toBe(32);
    expect(joined.data.report).toMatchObject({ rows: 40, kept: separate.data.report.kept });
  });

  it('has another identity when its documents see each other', async () => {
    const id = async (train: object) => (await folder.plan(ofText(train))).id;
    expect(await id({ documents: 'separate' })).not.toBe(await id({}));
  });
});

describe('options that do not fit the data are refused, with their place', () => {
  const alpaca = { use: 'alpaca', from: 'rows.json' };
  const mix = { mix: { a: { share: 1, ...alpaca }, b: { share: 1, ...data } } };
  it.each([
    [
      'conversations without a template',
      { data: alpaca, train: { template: undefined } },
      /train\n? *.*train\.template is missing\. Data set alpaca holds conversations/s,
    ],
    [
      'documents of conversations',
      { data: alpaca, train: { documents: 'joined' } },
      /train\.documents\n.*train\.documents is for plain text/,
    ],
    [
      'text mixed with conversations',
      { data: mix },
      /data\n.*Plain text \(text\) and conversations \(alpaca\) cannot be mixed/,
    ],
  ])('%s', async (_, changes, message) => {
    await expect(folder.plan(changes)).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(message) as unknown,
    });
  });

  it('a text that is shorter than a block, before anything is trained', async () => {
    const manifest = await folder.plan(ofText({ maxLength: 4096 }));
    await expect(run(folder, manifest, 'out')).rejects.toMatchObject({
      exitCode: 65,
      message: expect.stringMatching(
        /^poems\.txt: has [\d,]+ tokens in 40 documents, less than one block of 4,096\./,
      ) as unknown,
    });
    expect(existsSync(folder.inside('out/adapter'))).toBe(false);
  });
});
