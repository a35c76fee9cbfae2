import { pieceTypes, type ModelPiece, type PieceModel } from '../sentencepiece/index.js';

export interface PieceChoice {
  /** `zero`: before all merges of the base, as Chinese-LLaMA has it; `own`: the piece's own, as BELLE has it. `zero` when absent. */
  readonly scores?: 'zero' | 'own';
  /** Of the pieces that are new, the first so many. */
  readonly limit?: number;
  /** Only pieces with a Chinese character. */
  readonly onlyChinese?: boolean;
}

export interface MergedPieces {
  readonly model: PieceModel;
  /** How many pieces the base had: their ids stay. */
  readonly first: number;
  readonly added: readonly string[];
}

const chinese = /\p{Script=Han}/u;

/**
 * A base model with the pieces of another behind its own, as the study's source merges a Chinese one into LLaMA's: each normal piece whose text the base does not
 * have, in its order. How the base was trained and how it changes texts stays as it is; of the other, nothing but pieces is taken.
 */
export function mergePieceModels(base: PieceModel, other: PieceModel, choice: PieceChoice = {}): MergedPieces {
  const { scores = 'zero', limit = Infinity, onlyChinese = false } = choice;
  const known = new Set(base.pieces.map(({ text }) => text));
  const added: ModelPiece[] = [];
  for (const { text, score, type } of other.pieces) {
    if (added.length >= limit) break;
    // Control pieces, bytes and the unknown of the other are no text, unless the base has no such name: the source takes them by their text alone.
    if (known.has(text) || isMachinery(type) || (onlyChinese && !chinese.test(text))) continue;
    known.add(text);
    added.push({ text, score: scores === 'own' ? score : 0, type: pieceTypes.normal });
  }
  const model = { ...base, pieces: [...base.pieces, ...added] };
  return { model, first: base.pieces.length, added: added.map(({ text }) => text) };
}

const isMachinery = (type: ModelPiece['type']): boolean =>
  type === pieceTypes.control || type === pieceTypes.unknown || type === pieceTypes.byte || type === pieceTypes.unused;
