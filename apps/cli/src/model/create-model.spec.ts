import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import bloom from '@weitiao/model-bloom';
import { load } from '../program/load.js';
import { Folder, jsonLines, model, weitiao } from '../__fixtures__/command-line.js';

const folder = new Folder();
afterAll(() => folder[Symbol.dispose]());

const config = {
  model_type: 'bloom',
  hidden_size: 16,
  n_layer: 2,
  n_head: 2,
  vocab_size: 8000,
  initializer_range: 0.05,
};
function shape(name: string, changes: object = {}): string {
  mkdirSync(folder.inside(name));
  for (const file of ['tokenizer.json', 'tokenizer_config.json'])
    cpSync(join(model, file), join(folder.inside(name), file));
  folder.write(`${name}/config.json`, JSON.stringify({ ...config, ...changes }));
  return folder.inside(name);
}

describe('weitiao model create', () => {
  it('writes weights as transformers starts them, the same for the same seed', async () => {
    const from = shape('shape');
    const made = async (name: string, seed: number) => {
      const output = folder.inside(name);
      const { code, out } = await weitiao(
        'model',
        'create',
        from,
        '--output',
        output,
        '--seed',
        String(seed),
        '--json',
      );
      expect(code).toBe(0);
      expect(jsonLines(out)).toEqual([
        { type: 'result', output, modelType: 'bloom', parameters: 134_624, deviation: 0.05, seed },
      ]);
      return readFileSync(join(output, 'model.safetensors')).toString('base64');
    };
    const first = await made('one', 1);
    expect(await made('again', 1)).toBe(first);
    expect(await made('two', 2)).not.toBe(first);
    await using base = await load(bloom({ from: folder.inside('one') }), { announce: () => undefined });
    const values = (name: string) => [...base.base.weights.get(`transformer.${name}`).dataSync()];
    expect(new Set(values('ln_f.weight'))).toEqual(new Set([1]));
    expect(new Set(values('h.1.mlp.dense_h_to_4h.bias'))).toEqual(new Set([0]));
    const embedding = values('word_embeddings.weight');
    const mean = embedding.reduce((sum, value) => sum + value, 0) / embedding.length;
    const deviation = Math.sqrt(embedding.reduce((sum, value) => sum + (value - mean) ** 2, 0) / embedding.length);
    // Of 128,000 draws: a fault of 1 % would be five standard errors.
    expect(Math.abs(mean)).toBeLessThan(0.05 * 0.012);
    expect(Math.abs(deviation / 0.05 - 1)).toBeLessThan(0.01);
    expect(values('h.0.mlp.dense_h_to_4h.weight').slice(0, 8)).not.toEqual(
      values('h.1.mlp.dense_h_to_4h.weight').slice(0, 8),
    );
  });

  it.each([
    ['small', { vocab_size: 100 }, 65, /the tokenizer has 8000 ids, the model's embedding only 100 rows/],
    ['flat', { initializer_range: 0 }, 65, /config\.json: initializer_range is 0; a number above 0 was wanted\./],
  ])('refuses a shape that cannot be: %s', async (name, changes, code, message) => {
    const output = folder.inside(`${name}-out`);
    const result = await weitiao('model', 'create', shape(name, changes), '--output', output);
    expect(result).toMatchObject({ code, err: expect.stringMatching(message) as unknown });
    expect(existsSync(output)).toBe(false);
  });
});
