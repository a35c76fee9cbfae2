import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { plainToken } from '../codec/added-token.js';
import { CodecTokenizer } from '../codec/codec-tokenizer.js';
import { IceTextCodec } from '../sentencepiece/ice-text-codec.js';
import { readPieceModel } from '../sentencepiece/index.js';
import { PieceCodec } from '../sentencepiece/piece-codec.js';
import type { FolderFiles } from './folder-files.js';
import { kindOf } from './model-facts.js';
import { idAndText, type OpenedTokenizer } from './opened-tokenizer.js';

const FILE = 'ice_text.model';

/** Pieces of the model that are looked for before the text is changed. */
const specials = [
  '<unk>',
  '<pad>',
  '<s>',
  '</s>',
  '[MASK]',
  '[gMASK]',
  '[sMASK]',
  '<sop>',
  '<eop>',
  '<ENC>',
  '<dBLOCK>',
];

/**
 * ChatGLM-6B's ice_text.model. In its first checkpoints the ids of text stand behind 20,000 of images.
 * @throws DataFormatError when it is damaged, or it is open where the ids begin
 */
export async function openIceText(files: FolderFiles): Promise<OpenedTokenizer> {
  const path = join(files.folder, FILE);
  const pieces = new PieceCodec(path, await readPieceModel(path));
  const codec = new IceTextCodec(pieces, imageTokens(files));
  const added = specials.flatMap((text) => {
    const id = codec.idOf(text);
    return id === undefined ? [] : [plainToken(id, text, true)];
  });
  const token = (text: string) => idAndText(added.find((each) => each.text === text));
  const absent = ['[gMASK]', '<sop>', '<eop>'].filter((text) => !token(text));
  if (absent.length > 0) throw new DataFormatError(path, `has no piece ${absent.join(', ')}; ChatGLM-6B ends every prompt with [gMASK]<sop>.`); // prettier-ignore
  const tokenizer = new CodecTokenizer(path, {
    codec,
    added,
    around: { after: [token('[gMASK]')!.id, token('<sop>')!.id] },
    beginOfText: token('<sop>'),
    endOfText: token('<eop>'),
    pad: token('<pad>'),
  });
  const { model } = pieces.vocabulary;
  return { tokenizer, kind: `${kindOf(model)}, blanks and line breaks as pieces (ChatGLM-6B)`, files: [FILE, ...files.read], added }; // prettier-ignore
}

function imageTokens({ folder, settings, config }: FolderFiles): number {
  const named = settings['num_image_tokens'];
  if (typeof named === 'number') return named;
  const bySize = { 130528: 0, 150528: 20_000 }[String(config['vocab_size'])];
  if (bySize !== undefined) return bySize;
  throw new DataFormatError(
    join(folder, FILE),
    'neither "num_image_tokens" of tokenizer_config.json nor "vocab_size" of config.json (130528 or 150528) says where its ids begin. Add "num_image_tokens": 0, or 20000 for the checkpoints of March 2023.',
  );
}
