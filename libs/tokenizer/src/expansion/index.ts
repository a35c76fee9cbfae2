export { mergePieceModels, type MergedPieces, type PieceChoice } from './merge-piece-models.js';
export { oldPieces } from './old-pieces.js';
export { tokenDensity, type TokenDensity } from './token-density.js';
export { pieceTokenizerFiles, tokenizerSettings, type PieceTokenizerFiles } from './tokenizer-files.js';
