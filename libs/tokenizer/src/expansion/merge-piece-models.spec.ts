import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { hasShared, sharedFile, withShared } from '../__fixtures__/folders.js';
import {
  pieceTypes,
  readPieceModel,
  serialisePieceModel,
  parsePieceModel,
  type PieceModel,
} from '../sentencepiece/index.js';
import { PieceCodec } from '../sentencepiece/piece-codec.js';
import { mergePieceModels } from './merge-piece-models.js';
import { oldPieces } from './old-pieces.js';

interface Golden {
  counts: { llama: number; chinese_sp: number; merged: number; added: number };
  first_added: string[];
  last_added: string[];
  cases: { text: string; llama: number[]; merged: number[]; merged_pieces: string[] }[];
}
const read = async () => ({
  llama: await readPieceModel(sharedFile('data/llama2.c/tokenizer.model')),
  chinese: await readPieceModel(sharedFile('data/Chinese-LLaMA-Alpaca/chinese_sp.model')),
  golden: JSON.parse(readFileSync(sharedFile('data/Chinese-LLaMA-Alpaca/merge_golden.json'), 'utf8')) as Golden,
});

(hasShared ? describe : describe.skip)(withShared("the study's two models"), () => {
  it('come to 49,953 pieces, and to the ids of its merge', async () => {
    const { llama, chinese, golden } = await read();
    const { model, first, added } = mergePieceModels(llama, chinese);
    const { counts } = golden;
    expect([llama.pieces.length, chinese.pieces.length, model.pieces.length, added.length]).toEqual([
      counts.llama,
      counts.chinese_sp,
      counts.merged,
      counts.added,
    ]);
    expect([first, added.slice(0, 10), added.slice(-10)]).toEqual([32_000, golden.first_added, golden.last_added]);
    const file = parsePieceModel('merged', serialisePieceModel(model));
    expect([file.trainerSpec, file.normalizerSpec]).toEqual([llama.trainerSpec, llama.normalizerSpec]);
    const [before, after] = [new PieceCodec('llama', llama), new PieceCodec('merged', file)];
    for (const { text, llama: old, merged, merged_pieces } of golden.cases) {
      expect(before.encode(text)).toEqual(old);
      expect(after.encode(text)).toEqual(merged);
      expect(merged.map((id) => after.token(id))).toEqual(merged_pieces);
    }
  });

  it('merged once more give nothing new', async () => {
    const { llama, chinese } = await read();
    const once = mergePieceModels(llama, chinese);
    expect(mergePieceModels(once.model, chinese).added).toEqual([]);
  });

  it('say what a new piece was before', async () => {
    const { llama } = await read();
    const cut = oldPieces('llama', llama);
    const text = (ids: number[]) => ids.map((id) => llama.pieces[id]!.text);
    expect(text(cut('中国'))).toEqual(['中', '国']);
    expect(text(cut('▁白'))).toEqual(['▁', '白']);
    expect(text(cut('依'))).toEqual(['<0xE4>', '<0xBE>', '<0x9D>']);
  });
});

const piece = (text: string, score = 0, type: PieceModel['pieces'][number]['type'] = pieceTypes.normal) => ({ text, score, type }); // prettier-ignore
const unknown = piece('<unk>', 0, pieceTypes.unknown);

describe('pieces of another model', () => {
  const base: PieceModel = { pieces: [unknown, piece('a', -1), piece('b', -2)] };
  const other: PieceModel = {
    pieces: [
      unknown,
      piece('<s>', 0, pieceTypes.control),
      piece('b', -3),
      piece('中', -4),
      piece('ab', -5),
      piece('国', -6),
    ],
  };

  it.each([
    [{}, [['中', 0], ['ab', 0], ['国', 0]]],
    [{ scores: 'own' as const }, [['中', -4], ['ab', -5], ['国', -6]]],
    [{ limit: 2 }, [['中', 0], ['ab', 0]]],
    [{ onlyChinese: true }, [['中', 0], ['国', 0]]],
  ])('with %j', (choice, wanted) => {
    const { model } = mergePieceModels(base, other, choice);
    expect(model.pieces.slice(3).map(({ text, score }) => [text, score])).toEqual(wanted);
    expect(model.pieces.slice(0, 3)).toEqual(base.pieces);
  }); // prettier-ignore
});
