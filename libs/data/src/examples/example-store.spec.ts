import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CannotWriteError } from '@weitiao/core';
import fc from 'fast-check';
import { memoryUsed } from '../__fixtures__/memory-used.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { ExampleStore } from './example-store.js';
import type { Example } from './examples.js';

const folder = temporaryFolder();
const plain = ({ id, tokens, labels }: Example) => ({ id, tokens: Array.from(tokens), labels: Array.from(labels) });

const example = fc.array(fc.tuple(fc.nat(300_000), fc.boolean()), { minLength: 1, maxLength: 30 }).map((places) => ({
  tokens: places.map(([token]) => token),
  labels: places.map(([token, trained]) => (trained ? token : -100)),
}));

describe('ExampleStore', () => {
  it('gives back what was added, in any order, also while more is added', () => {
    fc.assert(
      fc.property(fc.array(example, { minLength: 1 }), fc.array(fc.nat()), (added, places) => {
        using store = new ExampleStore(folder.path);
        added.forEach((value, index) => {
          store.add({ id: index * 3, ...value });
          expect(plain(store.get(index))).toEqual({ id: index * 3, ...value });
        });
        expect(store.count).toBe(added.length);
        for (const place of places.map((value) => value % added.length)) {
          const { tokens, labels } = added[place]!;
          expect(plain(store.get(place))).toEqual({ id: place * 3, tokens, labels });
          expect(store.length(place)).toBe(tokens.length);
          expect(store.trained(place)).toBe(labels.slice(1).filter((label) => label >= 0).length);
        }
      }),
    );
  });

  it('keeps examples that are longer than its buffer', () => {
    using store = new ExampleStore(folder.path);
    const tokens = Array.from({ length: 200_000 }, (_, index) => index);
    store.add({ id: 0, tokens: [7], labels: [7] });
    store.add({ id: 1, tokens, labels: tokens.map(() => -100) });
    store.add({ id: 2, tokens: [8], labels: [8] });
    expect(plain(store.get(2))).toEqual({ id: 2, tokens: [8], labels: [8] });
    expect(Array.from(store.get(1).tokens)).toEqual(tokens);
  });

  it('has equal digests for equal examples only', () => {
    const digest = (...examples: Example[]) => {
      using store = new ExampleStore(folder.path);
      examples.forEach((value) => store.add(value));
      return store.digest;
    };
    const [one, two] = [
      { id: 0, tokens: [1, 2], labels: [-100, 2] },
      { id: 1, tokens: [3], labels: [3] },
    ];
    expect(digest(one, two)).toBe(digest(one, two));
    const others = [
      digest(one),
      digest(two, one),
      digest({ ...one, labels: [1, 2] }, two),
      digest({ ...one, id: 5 }, two),
    ];
    expect(new Set([digest(one, two), ...others]).size).toBe(5);
  });

  it('leaves no file behind, not even while it is in use', () => {
    using store = new ExampleStore(join(folder.path, 'inner'));
    store.add({ id: 0, tokens: [1, 2], labels: [1, 2] });
    expect(store.get(0).id).toBe(0);
    expect(readdirSync(join(folder.path, 'inner'))).toEqual([]);
  });

  it('says where it cannot write', () => {
    writeFileSync(join(folder.path, 'file'), '');
    const open = () => new ExampleStore(join(folder.path, 'file', 'inner'));
    expect(open).toThrow(CannotWriteError);
    expect(open).toThrow(/file\/inner\/examples-.*a part of that path is a file/);
  });

  it('tells of an example that is not there', () => {
    using store = new ExampleStore(folder.path);
    store.add({ id: 0, tokens: [1, 2], labels: [1, 2] });
    expect(() => store.get(1)).toThrow('There is no example 1; there are 1.');
  });

  it('holds a large set in little memory', () => {
    const tokens = Array.from({ length: 400 }, (_, index) => index);
    const before = memoryUsed();
    using store = new ExampleStore(folder.path);
    for (let id = 0; id < 50_000; id++) store.add({ id, tokens, labels: tokens });
    expect(store.get(49_999).tokens[399]).toBe(399);
    expect(memoryUsed() - before).toBeLessThan(25); // The tokens alone have 76 MB.
  });
});
