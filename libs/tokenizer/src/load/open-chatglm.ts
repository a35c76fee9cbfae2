import { plainToken, type AddedToken } from '../codec/added-token.js';
import { CodecTokenizer } from '../codec/codec-tokenizer.js';
import { PieceCodec } from '../sentencepiece/piece-codec.js';
import type { PieceModel } from '../sentencepiece/piece-model.js';
import type { FolderFiles } from './folder-files.js';
import { kindOf, specialsOf } from './model-facts.js';
import { idAndText, type OpenedTokenizer } from './opened-tokenizer.js';

/** In the order of their ids, which begin behind the pieces. The last four are ChatGLM3's; ChatGLM2 never uses them. */
const specials = ['[MASK]', '[gMASK]', '[sMASK]', 'sop', 'eop', '<|system|>', '<|user|>', '<|assistant|>', '<|observation|>']; // prettier-ignore

/** ChatGLM2 and ChatGLM3: a sentencepiece model, special tokens behind its pieces, `[gMASK]sop` before every text. */
export function openChatglm(files: FolderFiles, path: string, model: PieceModel): OpenedTokenizer {
  const codec = new PieceCodec(path, model);
  // `sop` and `eop` stand in ordinary words too, "philosophy": one is a token where chat templates write it, the other by its id alone.
  const appended = specials.map((text, index): AddedToken => ({
    ...plainToken(codec.size + index, text, true),
    inText: text !== 'eop',
    ...(text === 'sop' && { behind: '[gMASK]' }),
  }));
  const { bos_token: begin, eos_token: end, unk_token: unknown } = specialsOf(model);
  const inModel = [begin, end, unknown].flatMap((text) => (text ? [plainToken(codec.idOf(text)!, text, true)] : []));
  const added = [...inModel, ...appended];
  const special = (text: string | undefined) => idAndText(inModel.find((token) => token.text === text));
  const tokenizer = new CodecTokenizer(path, {
    codec,
    added,
    around: { before: ['[gMASK]', 'sop'].map((text) => codec.size + specials.indexOf(text)) },
    beginOfText: special(begin),
    endOfText: special(end),
    pad: special(unknown),
  });
  return { tokenizer, kind: `${kindOf(model)}, specials of ChatGLM2 and 3`, files: ['tokenizer.model', ...files.read], added }; // prettier-ignore
}
