import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import bloom from '@weitiao/model-bloom';
import { loadedModel, sharedFolder, type Form, type LoadedModel } from '@weitiao/python-reference';
import { compareTraining, type Differences } from './compare-training.js';
import { realSet, tinySet, type GoldenSet } from './golden-set.js';
import { passes, tableRow } from './golden-table.js';

const shared = sharedFolder();
beforeAll(() => tensorflow({ threads: 2 }).start());

function trainsLikePython(set: GoldenSet, names: readonly string[], forms: readonly Form[], count?: number) {
  let model: LoadedModel;
  beforeAll(async () => (model = await loadedModel(set.model, bloom)));

  it.each(names.flatMap((name) => forms.map((form) => ({ name, form }))))('$name, $form', async ({ name, form }) => {
    const goldenCase = set.cases.find((one) => one.name === name)!;
    const row = { name, form, ...(await compareTraining(set, model, goldenCase, form, count)) };
    expect([tableRow(row), passes(row)]).toEqual([tableRow(row), true]);
    if (!count) expect(row.weights).toBeGreaterThan(0);
  });
}

describe('training takes the steps that Python took, on a tiny BLOOM', () => {
  const names = tinySet.cases.map(({ name }) => name);
  trainsLikePython(tinySet, names, ['padded', 'packed']);
});

(shared ? describe : describe.skip)(
  `the first steps on real rows${shared ? '' : ' (skipped: ../shared is not there)'}`,
  () => {
    trainsLikePython(realSet(shared ?? ''), ['lora', 'full'], ['packed'], 4);
  },
);

describe('passes', () => {
  it.each<[Differences, boolean]>([
    [{ loss: 1.1e-5, gradientNorm: 0, weights: 0 }, false],
    [{ loss: 0, gradientNorm: 1.1e-3, weights: 0 }, false],
    [{ loss: 0, gradientNorm: 0, weights: 1.1e-4 }, false],
    [{ loss: Infinity, gradientNorm: 0 }, false],
    [{ loss: 1e-6, gradientNorm: 1e-4, weights: 1e-5 }, true],
    [{ loss: 1e-6, gradientNorm: 1e-4 }, true],
  ])('%p → %p', (differences, wanted) => {
    expect(passes(differences)).toBe(wanted);
  });
});
