export type { SentenceReport } from './sentences.js';
export { trainPieceModel, type PieceTraining, type TrainedPieces } from './train-piece-model.js';
