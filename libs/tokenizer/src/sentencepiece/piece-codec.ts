import type { TextCodec } from '../codec/text-codec.js';
import { BLANK, Normalizer } from './normalizer.js';
import { PieceDecoder } from './piece-decoder.js';
import { pieceTypes, type PieceModel } from './piece-model.js';
import { PieceTrie } from './piece-trie.js';
import { segmenter, type Segmenter } from './segmenters.js';
import { Vocabulary } from './vocabulary.js';

/**
 * Where the blank is put that makes the first word of a text like any other: as the model's file says in front of every section between special
 * tokens, in front of the whole text alone, or nowhere.
 */
export type BlankRule = 'every-section' | 'first-section' | 'never';

/** Text to ids and back by a sentencepiece model: the ids are sentencepiece's own. */
export class PieceCodec implements TextCodec {
  readonly vocabulary: Vocabulary;
  private readonly normalizer: Normalizer;
  private readonly segment: Segmenter;
  private readonly decoder: PieceDecoder;
  private readonly addsBlank: boolean;

  /**
   * @param path of the file, for messages
   * @throws DataFormatError when the model is of a type that cannot be used, or damaged
   */
  constructor(
    path: string,
    model: PieceModel,
    private readonly blanks: BlankRule = 'every-section',
  ) {
    const { addDummyPrefix = true } = model.normalizerSpec ?? {};
    this.vocabulary = new Vocabulary(path, model);
    const kept = keptSymbols(model);
    this.normalizer = new Normalizer(
      path,
      model.normalizerSpec ?? {},
      kept,
      model.trainerSpec?.treatWhitespaceAsSuffix,
    );
    this.segment = segmenter(path, this.vocabulary, kept);
    this.decoder = new PieceDecoder(path, this.vocabulary);
    this.addsBlank = addDummyPrefix && blanks === 'every-section';
  }

  encode(text: string, isFirst = true): number[] {
    return this.idsOf(this.normalized(text, isFirst));
  }

  decode(ids: readonly number[], isFirst = true): string {
    const { addDummyPrefix = true, removeExtraWhitespaces = true } = this.vocabulary.model.normalizerSpec ?? {};
    const byRule = {
      'every-section': addDummyPrefix || removeExtraWhitespaces,
      'first-section': isFirst,
      never: false,
    };
    return this.decoder.decode(ids, { removesBlank: byRule[this.blanks] });
  }

  token(id: number): string | undefined {
    return this.vocabulary.model.pieces[id]?.text;
  }

  idOf(token: string): number | undefined {
    return this.vocabulary.idOf(token);
  }

  get size(): number {
    return this.vocabulary.size;
  }

  private normalized(text: string, isFirst: boolean): string {
    if (this.blanks !== 'first-section') return this.normalizer.normalize(text, { addBlank: this.addsBlank });
    const rest = this.normalizer.normalize(text, { addBlank: false, continues: true });
    return isFirst && text !== '' ? BLANK + rest : rest;
  }

  /** What no piece covers becomes its bytes, or else one unknown token however long it is. */
  private idsOf(normalized: string): number[] {
    const { unknownId, byteIds } = this.vocabulary;
    const ids: number[] = [];
    let isBehindUnknown = false;
    for (const { text, id } of this.segment(normalized)) {
      const isUnknown = id === unknownId;
      if (isUnknown && byteIds) for (const byte of Buffer.from(text)) ids.push(byteIds[byte]!);
      else if (!isUnknown || !isBehindUnknown) ids.push(id);
      isBehindUnknown = isUnknown;
    }
    return ids;
  }
}

/** Undefined where the model has none. */
function keptSymbols({ pieces }: PieceModel): PieceTrie | undefined {
  if (!pieces.some(({ type }) => type === pieceTypes.userDefined)) return undefined;
  const kept = new PieceTrie();
  pieces.forEach(({ text, type }, id) => {
    if (type === pieceTypes.userDefined) kept.add(text, id);
  });
  return kept;
}
