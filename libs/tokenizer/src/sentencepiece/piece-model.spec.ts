import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import fc from 'fast-check';
import { hasShared, sharedFile, withShared } from '../__fixtures__/folders.js';
import { parsePieceModel, pieceTypes, readPieceModel, serialisePieceModel, type PieceModel } from './index.js';

const fixture = (name: string) => join(import.meta.dirname, '__fixtures__', name);
const bytesOf = (path: string) => new Uint8Array(readFileSync(path));
const parse = (bytes: Uint8Array) => parsePieceModel('tokenizer.model', bytes);

describe('a sentencepiece model', () => {
  it('has its pieces with score and type, and what it was trained with', async () => {
    const { pieces, trainerSpec, normalizerSpec } = await readPieceModel(fixture('bpe.model'));
    expect(pieces).toHaveLength(520);
    expect(pieces.slice(0, 4)).toEqual([
      { text: '<unk>', score: 0, type: pieceTypes.unknown },
      { text: '<s>', score: 0, type: pieceTypes.control },
      { text: '</s>', score: 0, type: pieceTypes.control },
      { text: '<0x00>', score: 0, type: pieceTypes.byte },
    ]);
    expect(pieces[260]).toEqual({ text: expect.any(String), score: -1, type: pieceTypes.normal });
    expect(trainerSpec).toMatchObject({ modelType: 2, vocabSize: 520, byteFallback: true });
    expect(normalizerSpec).toMatchObject({ name: 'identity', removeExtraWhitespaces: false });
  });

  it.each(['bpe.model', 'unigram.model', 'symbols.model', 'grown.model'])('%s is written as it was read', (name) => {
    const bytes = bytesOf(fixture(name));
    expect(Buffer.from(serialisePieceModel(parse(bytes))).equals(bytes)).toBe(true);
  });

  it('grows by pieces to the bytes that Google’s protobuf writes', () => {
    const model = parse(bytesOf(fixture('bpe.model')));
    const added = ['▁新词', '\ufeff零'].map((text) => ({ text, score: 0, type: pieceTypes.normal }));
    const { $unknown: extensions } = parse(bytesOf(fixture('grown.model')));
    expect(extensions).toHaveLength(3);
    const grown = { ...model, pieces: [...model.pieces, ...added], $unknown: extensions! };
    expect(Buffer.from(serialisePieceModel(grown)).equals(bytesOf(fixture('grown.model')))).toBe(true);
  });

  it('comes back from its bytes, whatever it holds', () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(parse(serialisePieceModel(model))).toEqual(model);
      }),
    );
  });

  const run = hasShared ? it : it.skip;
  run.each([
    ['llama2.c/tokenizer.model', 32_000],
    ['Chinese-LLaMA-Alpaca/chinese_sp.model', 20_000],
  ])(withShared('%s with its %d pieces is written as it was read'), async (name, count) => {
    const path = sharedFile(`data/${name}`);
    const model = await readPieceModel(path);
    expect(model.pieces).toHaveLength(count);
    expect(Buffer.from(serialisePieceModel(model)).equals(bytesOf(path))).toBe(true);
  });
});

describe('a file that is no sentencepiece model', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'weitiao-pieces-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const message = async (content?: Uint8Array | string) => {
    const path = join(folder, content === undefined ? 'absent.model' : 'tokenizer.model');
    if (content !== undefined) writeFileSync(path, content);
    const error: unknown = await readPieceModel(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataFormatError);
    return (error as DataFormatError).message.replace(folder, 'model');
  };

  it('that is not there is asked for', async () => {
    expect(await message()).toBe('model/absent.model: no such file; a sentencepiece model file is wanted.');
  });

  it('that is empty, text or the pointer of a large file is told apart', async () => {
    expect(await message('')).toMatch(/: is no sentencepiece model: it has no pieces. It begins with "".$/);
    expect(await message('IQ== 0\nIg== 1\n')).toMatch(
      /: is no sentencepiece model: it has no pieces. It begins with "IQ==/,
    );
    expect(await message('<!doctype html>')).toMatch(/: is no sentencepiece model, or was cut off or damaged: /);
    expect(await message('version https://git-lfs.github.com/spec/v1\n')).toMatch(/: is the pointer of a Git LFS file/);
  });

  it('that was cut off is refused, wherever it was cut', () => {
    const whole = bytesOf(fixture('bpe.model'));
    for (let length = 0; length < whole.length; length += 7)
      expect(() => parse(whole.subarray(0, length))).toThrow(DataFormatError);
    expect(() => parse(whole.subarray(0, -1))).toThrow(DataFormatError);
    expect(parse(whole).pieces).toHaveLength(520);
  });

  it('never fails in another way, whatever was damaged', () => {
    const bytes = bytesOf(fixture('symbols.model'));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (place, value) => {
        const damaged = Uint8Array.from(bytes);
        damaged[place] = value;
        try {
          parse(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(DataFormatError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has a vocabulary that sentencepiece would not take', () => {
    const model = parse(bytesOf(fixture('symbols.model')));
    const piece = { text: '好', score: 0, type: pieceTypes.normal };
    const problem = (...pieces: PieceModel['pieces']) => {
      const changed = serialisePieceModel({ ...model, pieces });
      return () => parse(changed);
    };
    const unknown = model.pieces[0]!;
    expect(problem(unknown, piece, piece)).toThrow('tokenizer.model: piece 2, "好", is there already as piece 1.');
    expect(problem(unknown, { ...piece, text: '' })).toThrow('tokenizer.model: piece 1 is empty.');
    expect(problem(unknown, { ...piece, type: 9 as 1 })).toThrow('piece 1, "好", is of the unknown type 9.');
    expect(problem(unknown, { ...piece, type: 6 })).toThrow(
      'piece 1, "好", is of type byte; such are written <0x00> to <0xFF>.',
    );
    expect(problem(piece)).toThrow('has 0 pieces of type unknown; there must be one. Was the file cut off?');
  });
});

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
const models: fc.Arbitrary<PieceModel> = fc.record(
  {
    pieces: fc
      .uniqueArray(
        fc.record({ text, score: fc.float({ noNaN: true }), type: fc.constantFrom(1, 3, 4, 5) as fc.Arbitrary<1> }),
        { selector: (piece) => piece.text },
      )
      .map((pieces) => [{ text: '<unk-of-the-test>', score: 0, type: pieceTypes.unknown }, ...pieces]),
    trainerSpec: fc.record(
      { input: fc.array(text, { minLength: 1 }), modelType: fc.nat(4), byteFallback: fc.boolean(), inputSentenceSize: fc.bigInt(0n, 1n << 60n), padId: fc.constantFrom(-1, 3) }, // prettier-ignore
      { requiredKeys: [] },
    ),
    normalizerSpec: fc.record(
      { name: text, precompiledCharsmap: fc.uint8Array(), addDummyPrefix: fc.boolean() },
      { requiredKeys: [] },
    ),
    denormalizerSpec: fc.record({ name: text, normalizationRuleTsv: text }),
    selfTestData: fc.record({ samples: fc.array(fc.record({ input: text, expected: text })) }),
  },
  { requiredKeys: ['pieces', 'trainerSpec', 'normalizerSpec'] },
);
