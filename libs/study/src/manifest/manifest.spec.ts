import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '@weitiao/core';
import fc from 'fast-check';
import { identityOf } from './identity.js';
import { readManifest, writtenManifest, type Manifest } from './manifest.js';
import { trialOptions } from '../config/trial-file.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-manifest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const trial = trialOptions.parse({
  model: { use: 'bloom', from: 'a/model' },
  method: { use: 'lora', rank: 8 },
  data: { use: 'alpaca', from: 'rows.json' },
  train: { template: 'alpaca-zh', budget: { epochs: 1 }, examplesPerStep: 4, learningRate: 1e-3 },
});
const parts = {
  trial,
  contents: { model: 'm', tokenizer: 't', data: 'd', template: 'alpaca-zh 1' },
  packages: { '@weitiao/peft-lora': { version: '0.1.0' } },
};
const manifest: Manifest = { manifestVersion: 1, id: identityOf(parts), folder: '/a', ...parts };

describe('the identity of a trial', () => {
  it('does not know where things lie nor how often checkpoints are written', () => {
    const moved = { ...trial, model: { ...trial.model, from: '/b' }, data: { ...trial.data, from: 'c.json' } };
    const rarer = { ...moved, train: { ...trial.train, checkpoints: { everySteps: 7, keep: 1 } } };
    expect(identityOf({ ...parts, trial: rarer })).toBe(manifest.id);
  });

  it('does not know how weights are held, as long as they are the same numbers', () => {
    const held = (weights: string) => identityOf({ ...parts, trial: { ...trial, model: { ...trial.model, weights } } });
    expect([held('float32'), held('bfloat16')]).toEqual([manifest.id, manifest.id]);
  });

  it.each<[string, Partial<typeof parts>]>([
    ['rounded weights', { trial: { ...trial, model: { ...trial.model, weights: 'bfloat16-rounded' } } }],
    ['an option of the method', { trial: { ...trial, method: { use: 'lora', rank: 4 } } }],
    ['the seed', { trial: { ...trial, seed: 2 } }],
    ['the number of threads', { trial: { ...trial, train: { ...trial.train, threads: 1 } } }],
    ['the content of the data', { contents: { ...parts.contents, data: 'e' } }],
    ['the version of a package', { packages: { '@weitiao/peft-lora': { version: '0.2.0' } } }],
  ])('changes with %s', (_, change) => {
    expect(identityOf({ ...parts, ...change })).not.toBe(manifest.id);
  });

  it('of the untuned model ignores the seed', () => {
    const untuned = (seed: number) => identityOf({ ...parts, trial: { ...trial, method: 'none', seed } });
    expect(untuned(1)).toBe(untuned(2));
  });
});

describe('a manifest file', () => {
  it('is read as it was written', () => {
    const file = join(folder, 'manifest.json');
    writeFileSync(file, writtenManifest(manifest));
    expect(readManifest(file)).toEqual(manifest);
  });

  it.each([
    ['changed by hand', JSON.stringify({ ...manifest, trial: { ...trial, seed: 3 } }), 'was changed by hand'],
    ['cut off', writtenManifest(manifest).slice(0, 100), 'cannot be read as a manifest'],
    ['of something else', '{"name":"x"}', 'A manifest has no option "name"'],
  ])('is refused when it was %s', (_, text, message) => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, text);
    expect(() => readManifest(file)).toThrow(message);
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
