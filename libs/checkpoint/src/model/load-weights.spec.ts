import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { dispose, tensorsAlive } from '@weitiao/tensor';
import { join } from 'node:path';
import { bloomShaped } from '../__fixtures__/bloom-shaped.js';
import { checkpoints } from '../__fixtures__/checkpoints.js';
import { describeWithShared, sharedFolder } from '../__fixtures__/shared-folder.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { loadWeights } from './load-weights.js';

const { model, names, bare, checkpoint, sharded } = checkpoints(temporaryFolder());

beforeAll(() => tensorflow({ threads: 2 }).start());

describe('loadWeights', () => {
  let alive = 0;
  beforeAll(() => {
    alive = tensorsAlive().count;
  });
  afterEach(() => expect(tensorsAlive().count).toBe(alive));

  async function expectAll(folder: string): Promise<void> {
    const weights = await loadWeights(folder, model);
    expect([...weights.keys()].sort()).toEqual([...names].sort());
    for (const [name, weight] of weights) {
      expect(weight.shape).toEqual(model.weights.get(name));
      expect(new Set(weight.dataSync())).toEqual(new Set([names.indexOf(name)]));
    }
    dispose([...weights.values()]);
  }

  it('reads one file', async () => expectAll(await checkpoint({ 'model.safetensors': names })));

  it('reads names without their first component', async () =>
    expectAll(await checkpoint({ 'model.safetensors': bare })));

  it('passes over buffers and a head that is the embedding', async () => {
    const more = [
      'lm_head.weight',
      'transformer.h.0.attn.masked_bias',
      'h.0.attn.bias',
      'h.0.self_attn.rotary_emb.inv_freq',
    ];
    await expectAll(await checkpoint({ 'model.safetensors': [...names, ...more] }));
  });

  it('reads several files with an index', async () => {
    await expectAll(await sharded());
    await expectAll(await sharded(bare));
  });
});

describeWithShared('loadWeights of a real checkpoint', () => {
  it('gives every weight of bloom-zh-7m', async () => {
    const real = bloomShaped();
    const weights = await loadWeights(join(sharedFolder, 'models/bloom-zh-7m'), real);
    expect(weights.size).toBe(real.weights.size);
    dispose([...weights.values()]);
  });
});

describe('loadWeights of folders that transformers wrote', () => {
  const fixtures = join(import.meta.dirname, '../../../../plugins/models/bloom/src/__fixtures__');

  it.each([
    ['heads-4', 16, 4],
    ['heads-6-sharded', 24, 6],
    ['heads-3-prefixless', 24, 3],
  ])('%s', async (name, width, heads) => {
    const tiny = bloomShaped({ width, heads, layers: 2, vocabulary: 64 });
    const weights = await loadWeights(join(fixtures, name), tiny);
    expect([...weights].map(([key, { shape }]) => [key, shape])).toEqual([...tiny.weights]);
    dispose([...weights.values()]);
  });
});
