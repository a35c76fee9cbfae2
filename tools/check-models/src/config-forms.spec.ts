import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { logitsOf, referenceDifference, segment, type Bench } from '@weitiao/conformance/bench';
import { StudyError, type BaseModel } from '@weitiao/core';
import { tinyModels } from '@weitiao/python-reference';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { architectureOf, openSubject, type Subject } from './subject.js';

/** config.json of one model, by the version of transformers that wrote it (tools/fixtures/config_forms.py). */
type Forms = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const formsOf = (family: string, name: string): Forms =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '__fixtures__/config-forms', family, `${name}.json`), 'utf8'),
  ) as Forms;

const filled = ([first, ...others]: readonly number[], length: number): number[] => [
  ...Array.from({ length: length - others.length }, () => first!),
  ...others,
];

function logitsOrRefusal(bench: Bench, tokens: readonly number[]): Float32Array | string {
  try {
    return logitsOf(bench, [[segment(1, tokens)]])[0]!;
  } catch (error) {
    if (StudyError.isInstance(error)) return error.message;
    throw error;
  }
}

beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
});

describe.each(tinyModels())('config.json of $family/$name', (folder) => {
  const { family, name } = folder;
  const forms = formsOf(family, name);
  let subject: Subject;
  let build: (config: object) => BaseModel;
  beforeAll(async () => {
    subject = await openSubject(folder, tmpdir());
    const architecture = await architectureOf(family);
    build = (config) => architecture({ from: folder.folder }).build(config as Record<string, unknown>);
  });
  afterAll(() => subject.loaded.weights[Symbol.dispose]());

  const benchOf = (config: object): Bench => ({ ...subject.loaded, model: build(config), adapters: [] });

  /** The reference's texts, and longer ones; past its context a model may refuse them, which says its context. */
  const texts = () => {
    const all = subject.numbers.texts.map(({ tokens }) => tokens);
    return [...all, filled(all[0]!, 32), filled(all[0]!, 80)];
  };
  const logits = (bench: Bench) => texts().map((tokens) => logitsOrRefusal(bench, tokens));

  it('is there as version 4 and as version 5 of transformers write it', () => {
    const versions = Object.keys(forms).map((version) => version.split('.')[0]);
    expect([...new Set(versions)].sort()).toEqual(['4', '5']);
  });

  it.each(Object.keys(forms))('of transformers %s builds the same model', (version) => {
    const { model } = subject.loaded;
    const bench = benchOf(forms[version]!);
    const { width, vocabulary, cache, longestText, weights, sites } = bench.model;
    expect([width, vocabulary, cache, longestText]).toEqual([
      ...[model.width, model.vocabulary, model.cache, model.longestText],
    ]);
    expect([...weights]).toEqual([...model.weights]);
    expect(sites).toEqual(model.sites);
    expect(referenceDifference(bench, subject.numbers.texts)).toBeLessThan(1e-4);
    // To the last bit: what only a number behind the tolerance tells apart is told apart, too.
    expect(logits(bench)).toEqual(logits({ ...subject.loaded, adapters: [] }));
  });

  const rotary = ['rope_theta', 'rope_scaling', 'rope_parameters', 'partial_rotary_factor'];
  const turning = Object.keys(forms).filter((version) => rotary.some((key) => forms[version]![key] != null));
  if (turning.length === 0) return;
  it.each(turning)('of transformers %s is read where it tells of positions', (version) => {
    const without = Object.entries(forms[version]!).filter(([key]) => !rotary.includes(key));
    expect(logits(benchOf(Object.fromEntries(without)))).not.toEqual(logits(benchOf(forms[version]!)));
  });
});
