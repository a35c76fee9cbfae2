export { pieceTypes, type NormalizerSpec, type ModelPiece, type PieceModel, type PieceType } from './piece-model.js';
export type { SelfTestSample, TrainerSpec } from './piece-model.js';
export { parsePieceModel, readPieceModel } from './read-piece-model.js';
export { serialisePieceModel } from './serialise-piece-model.js';
