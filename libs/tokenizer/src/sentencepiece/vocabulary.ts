import { DataFormatError } from '@weitiao/core';
import { pieceTypes, type PieceModel, type PieceType } from './piece-model.js';

/** The pieces of a model by what they are for. */
export class Vocabulary {
  /** Pieces that are found in texts → id. */
  readonly findable = new Map<string, number>();
  /** Control pieces, the unknown piece and bytes → id: the algorithm never merges to these. */
  readonly reserved = new Map<string, number>();
  readonly unknownId: number;
  /** Byte → id; undefined where the model has no byte fallback. */
  readonly byteIds: readonly number[] | undefined;
  readonly size: number;

  /**
   * @param path of the file, for messages
   * @throws DataFormatError when bytes are missing
   */
  constructor(
    path: string,
    readonly model: PieceModel,
  ) {
    const { pieces, trainerSpec } = model;
    this.size = pieces.length;
    pieces.forEach(({ text, type }, id) => (isFindable(type) ? this.findable : this.reserved).set(text, id));
    this.unknownId = pieces.findIndex(({ type }) => type === pieceTypes.unknown);
    const bytes = Array.from({ length: 256 }, (_, byte) => this.reserved.get(byteText(byte)) ?? -1);
    this.byteIds = trainerSpec?.byteFallback ? bytes : undefined;
    const missing = bytes.indexOf(-1);
    if (this.byteIds && missing >= 0)
      throw new DataFormatError(path, `falls back to bytes but has no piece ${byteText(missing)}; it must have all from <0x00> to <0xFF>.`); // prettier-ignore
  }

  typeOf(id: number): PieceType {
    return this.model.pieces[id]!.type;
  }

  idOf(piece: string): number | undefined {
    return this.reserved.get(piece) ?? this.findable.get(piece);
  }
}

const isFindable = (type: PieceType): boolean =>
  type === pieceTypes.normal || type === pieceTypes.userDefined || type === pieceTypes.unused;

const byteText = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
