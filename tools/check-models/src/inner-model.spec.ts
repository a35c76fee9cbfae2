import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadWeights, writeTensors } from '@weitiao/checkpoint';
import { inTemporaryFolder } from '@weitiao/conformance/bench';
import type { BaseModel } from '@weitiao/core';
import { tinyModels } from '@weitiao/python-reference';
import { dispose, type Tensor } from '@weitiao/tensor';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureOf } from './subject.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** The names that a checkpoint of the inner model has, without `model.` or `transformer.` (tools/fixtures/base_model_names.py). */
let innerNames: Readonly<Record<string, readonly string[]>>;
beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  innerNames = JSON.parse(
    await readFile(join(import.meta.dirname, '__fixtures__/base-model-names.json'), 'utf8'),
  ) as typeof innerNames;
});

describe.each(tinyModels())('weights saved from the inner model of $family/$name', ({ family, name, folder }) => {
  let model: BaseModel;
  let whole: Tensors;
  let inner: Tensors;
  let head: Tensors;
  beforeAll(async () => {
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as Record<string, unknown>;
    model = (await architectureOf(family))({ from: folder }).build(config);
    whole = await loadWeights(folder, model);
    const names = new Set(innerNames[`${family}/${name}`]);
    const within = (full: string) => full.slice(full.indexOf('.') + 1);
    inner = new Map([...whole].flatMap(([full, tensor]) => (names.has(within(full)) ? [[within(full), tensor]] : [])));
    head = new Map([...whole].filter(([full]) => !names.has(within(full))));
    expect([...inner.keys()].sort()).toEqual([...names].sort());
  });
  afterAll(() => dispose([...whole.values()]));

  const loaded = (tensors: Tensors) =>
    inTemporaryFolder(async (target) => {
      await writeTensors(join(target, 'model.safetensors'), tensors);
      return loadWeights(target, model);
    });

  it('are the same weights, beside the head where that is a layer of its own', async () => {
    const found = await loaded(new Map([...inner, ...head]));
    const values = (tensors: Tensors) => new Map([...tensors].map(([key, tensor]) => [key, tensor.dataSync()]));
    expect(values(found)).toEqual(values(whole));
    dispose([...found.values()]);
  });

  it('are refused without that head, which is named', async () => {
    if (head.size === 0) return dispose([...(await loaded(inner)).values()]);
    const [weight] = head.keys();
    expect(weight).toMatch(/^(lm_head|output)\.weight$/);
    await expect(loaded(inner)).rejects.toThrow(`the output head is missing (${[...head.keys()].join(', ')})`);
  });
});
