import { expect, it } from '@jest/globals';
import { StudyError } from '@weitiao/core';
import alpaca from '@weitiao/dataset-alpaca';
import { ModelHub } from '@weitiao/hub';
import bloom from '@weitiao/model-bloom';
import { loadTokenizer, openTemplate } from '@weitiao/tokenizer';
import { quickstartModel, TrialFolder } from '../__fixtures__/trial-folder.js';
import { trainOptions } from '../config/train-options.js';
import { buildModel } from '../plan/build-model.js';
import { TrainingData } from './training-data.js';

/** The rows of a small trial for the quick start's model, had it so many positions, behind 3 virtual tokens. @returns number of steps */
async function prepared(longestText: number, maxLength: number): Promise<number> {
  using folder = new TrialFolder();
  const model = await buildModel(bloom({ from: quickstartModel }), quickstartModel);
  const tokenizer = await loadTokenizer(quickstartModel);
  const train = { template: 'alpaca-zh', budget: { epochs: 1 }, examplesPerStep: 4, learningRate: 1e-3, maxLength };
  using data = await TrainingData.prepare({
    source: alpaca({ from: 'rows.json' }),
    services: {
      signal: new AbortController().signal,
      folder: folder.path,
      hub: new ModelHub(),
      warn: () => undefined,
    },
    tokenizer,
    template: await openTemplate('alpaca-zh', quickstartModel, tokenizer),
    options: trainOptions.parse(train),
    seed: 0,
    model: { ...model, longestText },
    virtualTokens: { prompt: 2, prefix: 1 },
  });
  return data.totalSteps;
}

it('tells of a text that the model cannot read before the first step', async () => {
  const refused = prepared(40, 96);
  await expect(refused).rejects.toThrow(StudyError);
  await expect(refused).rejects.toThrow(
    /^A text of \d+ tokens is to be trained on, and this model reads at most 37 with this method\. Set train\.maxLength to 37 or less; it is 96\.$/,
  );
});

it('lets a maximum be longer than the model reads where no text is, and cuts texts at one that is not', async () => {
  expect(await prepared(90, 2048)).toBe(3);
  expect(await prepared(40, 37)).toBe(3);
});
