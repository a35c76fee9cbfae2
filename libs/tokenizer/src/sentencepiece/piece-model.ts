import type { UnknownField } from '@bufbuild/protobuf';
import type { normalizerFields, sampleFields, trainerFields } from './fields.js';
import type { MessageOf } from './message-fields.js';

/** What a piece is for, by its number on disk. */
export const pieceTypes = {
  /** Found by the algorithm. */
  normal: 1,
  /** Stands for what no piece covers; every model has exactly one. */
  unknown: 2,
  /** Never found in a text, such as `<s>`. */
  control: 3,
  /** Always kept whole where it stands in a text. */
  userDefined: 4,
  unused: 5,
  /** One byte, `<0x0A>`: what no piece covers falls back to these. */
  byte: 6,
} as const;

export type PieceType = (typeof pieceTypes)[keyof typeof pieceTypes];

/** One piece of the vocabulary; its id is its place in the list. */
export interface ModelPiece {
  readonly text: string;
  /** Log-probability (unigram) or minus the rank of the merge (BPE). */
  readonly score: number;
  readonly type: PieceType;
  /** Fields of the file that this version does not know. */
  readonly $unknown?: readonly UnknownField[];
}

export type TrainerSpec = MessageOf<typeof trainerFields>;
export type NormalizerSpec = MessageOf<typeof normalizerFields>;
export type SelfTestSample = MessageOf<typeof sampleFields>;

/** The content of a sentencepiece model file. Parts that the file does not have are absent. */
export interface PieceModel {
  readonly pieces: readonly ModelPiece[];
  readonly trainerSpec?: TrainerSpec;
  readonly normalizerSpec?: NormalizerSpec;
  readonly selfTestData?: { readonly samples: readonly SelfTestSample[]; readonly $unknown?: readonly UnknownField[] };
  readonly denormalizerSpec?: NormalizerSpec;
  /** Fields of the file that this version does not know, kept byte for byte. */
  readonly $unknown?: readonly UnknownField[];
}
