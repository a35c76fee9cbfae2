import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pieceTypes, readPieceModel, type PieceModel } from './index.js';
import { PieceCodec } from './piece-codec.js';

const read = (name: string) => readPieceModel(join(import.meta.dirname, '__fixtures__', `${name}.model`));
const open = (model: PieceModel) => new PieceCodec('tokenizer.model', model);

describe('a model that cannot be used', () => {
  it('of another type is named', async () => {
    const model = await read('unigram');
    const typed = (modelType: number) => () => open({ ...model, trainerSpec: { ...model.trainerSpec, modelType } });
    expect(typed(3)).toThrow('tokenizer.model: is a model of type word; those that can be used are unigram and bpe.');
    expect(typed(9)).toThrow('is a model of type number 9;');
  });

  it('without all bytes to fall back to is named', async () => {
    const model = await read('bpe');
    const pieces = model.pieces.filter(({ text }) => text !== '<0x1F>');
    expect(() => open({ ...model, pieces })).toThrow('falls back to bytes but has no piece <0x1F>; it must have all');
  });

  it('with a damaged character map is named', async () => {
    const model = await read('unigram');
    const map = model.normalizerSpec!.precompiledCharsmap!;
    const mapped = (precompiledCharsmap: Uint8Array) =>
      open({ ...model, normalizerSpec: { ...model.normalizerSpec, precompiledCharsmap } });
    expect(() => mapped(map.subarray(0, 1000))).toThrow('tokenizer.model: its precompiled character map is damaged');
    expect(() => mapped(map.subarray(0, 3))).toThrow('character map is damaged');
    // Units that lead nowhere replace nothing.
    const zeros = Uint8Array.from([4, 0, 0, 0, 0, 0, 0, 0, 65, 0]);
    expect(mapped(zeros).decode(mapped(zeros).encode('天气'))).toBe('天气');
  });
});

describe('rules that few models use', () => {
  it('takes pieces apart again that are there for merging alone', async () => {
    const model = await read('bpe');
    const plain = open(model);
    const [id] = plain.encode('今天天气很好').slice(1);
    expect(plain.token(id!)).toBe('今天天气很好');
    const pieces = model.pieces.map((piece, at) => (at === id ? { ...piece, type: pieceTypes.unused } : piece));
    const parted = open({ ...model, pieces });
    const ids = parted.encode('今天天气很好');
    expect(ids).not.toContain(id);
    expect(ids.length).toBeGreaterThan(2);
    expect(parted.decode(ids)).toBe('今天天气很好');
  });

  it('puts the blank behind the words where the model was trained so', async () => {
    const model = await read('bpe');
    const trainerSpec = { ...model.trainerSpec, treatWhitespaceAsSuffix: true };
    const codec = open({ ...model, trainerSpec });
    expect(codec.token(codec.encode('今天').at(-1)!)).toMatch(/▁$/);
    expect(codec.token(codec.encode('今天')[0]!)).not.toMatch(/^▁/);
  });

  it('joins what follows on a text that has begun without a blank', async () => {
    const codec = new PieceCodec('tokenizer.model', await read('bpe'), 'first-section');
    expect(codec.decode(codec.encode('今天', true), true)).toBe('今天');
    expect(codec.token(codec.encode('今天', false)[0]!)).not.toMatch(/^▁/);
    expect(codec.decode(codec.encode(' 今天', false), false)).toBe(' 今天');
  });
});
