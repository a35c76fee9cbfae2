import { PieceCodec, type BlankRule } from '../sentencepiece/piece-codec.js';
import type { PieceModel } from '../sentencepiece/index.js';

/**
 * What a model cuts the text of a piece of another model into.
 * @param path of the model, for messages
 * @param blanks where a space is put in front that the text does not have; nowhere when absent
 * @returns the ids of a text in which ▁ stands for a space; none for what it does not know
 */
export function oldPieces(path: string, model: PieceModel, blanks: BlankRule = 'never'): (text: string) => number[] {
  const codec = new PieceCodec(path, model, blanks);
  const { unknownId } = codec.vocabulary;
  return (text) => codec.encode(text).filter((id) => id !== unknownId);
}
