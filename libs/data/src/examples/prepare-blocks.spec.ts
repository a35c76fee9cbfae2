import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DataFormatError, defineTextSource } from '@weitiao/core';
import fc from 'fast-check';
import { z } from 'zod';
import { characterTokenizer } from '../__fixtures__/character-tokenizer.js';
import { memoryUsed } from '../__fixtures__/memory-used.js';
import { services } from '../__fixtures__/services.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { prepareBlocks, type PrepareBlocksSpec } from './prepare-blocks.js';

const folder = temporaryFolder();
const source = (texts: () => Iterable<string>) =>
  defineTextSource({
    name: 'made',
    licence: () => 'none',
    options: z.strictObject({ from: z.string() }),
    async *documents() {
      for (const text of texts()) yield { text };
    },
  })({ from: 'data/book.txt' });

const prepare = (texts: readonly string[], spec: Partial<PrepareBlocksSpec> = {}) =>
  prepareBlocks({
    source: source(() => texts),
    services: services(),
    tokenizer: characterTokenizer,
    blockLength: 4,
    documents: 'joined',
    folder: folder.path,
    ...spec,
  });
const ofLlama = { ...characterTokenizer, beforeText: [1] };
const text = (tokens: ArrayLike<number>) => String.fromCharCode(...Array.from(tokens)).replaceAll('\0', '$');
const documents = fc.array(fc.string({ maxLength: 9, minLength: 1 }), { minLength: 1, maxLength: 12 });

describe('prepareBlocks', () => {
  it('puts documents one after another, each with its end, and cuts blocks of equal length', async () => {
    using blocks = await prepare(['春眠', '不觉晓', '处处闻啼鸟']);
    const all = Array.from({ length: blocks.count }, (_, index) => blocks.segments(index));
    expect(all.map((block) => block.map(({ id, tokens }) => [id, text(tokens)]))).toEqual([
      [[0, '春眠$不']],
      [[1, '觉晓$处']],
      [[2, '处闻啼鸟']],
    ]);
    expect(Array.from(all[0]![0]!.labels)).toEqual([-100, 0x7720, 0, 0x4e0d]);
    expect(blocks.report).toMatchObject({ rows: 3, kept: 3, tokens: 12, trainedTokens: 9, rest: 1 });
  });

  it('keeps the documents of a block from seeing each other when they are separate', async () => {
    using blocks = await prepare(['春眠', '不觉晓', '处处闻啼鸟'], { documents: 'separate' });
    const all = Array.from({ length: blocks.count }, (_, index) => blocks.segments(index));
    expect(all.map((block) => block.map(({ id, tokens }) => [id, text(tokens)]))).toEqual([
      [[0, '春眠$'], [1, '不']],
      [[2, '觉晓$'], [3, '处']],
      [[4, '处闻啼鸟']],
    ]); // prettier-ignore
    expect(blocks.trained(0)).toBe(2);
    expect(blocks.report.trainedTokens).toBe(2 + 2 + 3);
  });

  it('begins a document as the rule of the tokenizer says', async () => {
    using blocks = await prepare(['甲', '乙'], { tokenizer: ofLlama, blockLength: 3 });
    expect([0, 1].map((index) => Array.from(blocks.get(index).tokens))).toEqual([[1, 0x7532, 0], [1, 0x4e59, 0]]); // prettier-ignore
  });

  it('keeps every token in its order but those of the rest, and trains all but the first of each segment', async () => {
    const view = fc.constantFrom('joined' as const, 'separate' as const);
    await fc.assert(
      fc.asyncProperty(documents, fc.integer({ min: 2, max: 7 }), view, async (texts, blockLength, view) => {
        const stream = texts.map((one) => `${one}\0`).join('');
        if (stream.length < blockLength) return;
        using blocks = await prepare(texts, { blockLength, documents: view });
        const ids = new Set<number>();
        let found = '';
        for (let index = 0; index < blocks.count; index++) {
          const segments = blocks.segments(index);
          for (const { id, tokens, labels } of segments) {
            expect(ids.has(id)).toBe(false);
            ids.add(id);
            found += String.fromCharCode(...Array.from(tokens));
            expect(Array.from(labels)).toEqual([-100, ...Array.from(tokens).slice(1)]);
          }
          expect(blocks.length(index)).toBe(blockLength);
          expect(blocks.trained(index)).toBe(blockLength - segments.length);
        }
        expect(found).toBe(stream.slice(0, stream.length - blocks.report.rest!));
        expect(blocks.report.rest).toBe(stream.length % blockLength);
      }),
    );
  });

  it('refuses a text that is shorter than a block, no text at all, and a tokenizer without an end of text', async () => {
    await expect(prepare(['春', '眠'], { blockLength: 512 })).rejects.toThrow(
      new DataFormatError(
        'data/book.txt',
        'has 4 tokens in 2 documents, less than one block of 512. Lower maxLength, or give more text.',
      ),
    );
    await expect(prepare([])).rejects.toThrow('data/book.txt: holds no documents; there is nothing to train on.');
    await expect(
      prepare(['春眠不觉晓'], { tokenizer: { ...characterTokenizer, endOfText: undefined } }),
    ).rejects.toThrow(
      'tokenizer_config.json: names no eos_token that the vocabulary has; every document ends with it, or documents would run into each other.',
    );
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('tells how many tokens fill no block', async () => {
    const given = services();
    using _ = await prepare(['春眠不觉晓'], { services: given });
    expect(given.warnings).toEqual(['data/book.txt: 2 tokens at the end of the text fill no block and are left out.']);
  });

  it('does not grow with the text', async () => {
    const poem = '处处闻啼鸟。'.repeat(40);
    const texts = function* () {
      for (let index = 0; index < 20_000; index++) yield poem;
    };
    const before = memoryUsed();
    using blocks = await prepare([], { source: source(texts), blockLength: 512 });
    expect(blocks.report.tokens).toBeGreaterThan(4_700_000);
    expect(memoryUsed() - before).toBeLessThan(8);
  });
});
