import type { FieldTable } from './message-fields.js';

/** One piece of the vocabulary. */
export const pieceFields = {
  piece: [1, 'string'],
  score: [2, 'float'],
  type: [3, 'int32'],
} as const satisfies FieldTable;

/** How the model was trained; of these, model type, byte fallback and the special pieces decide how it is used. */
export const trainerFields = {
  input: [1, 'strings'],
  modelPrefix: [2, 'string'],
  modelType: [3, 'int32'],
  vocabSize: [4, 'int32'],
  acceptLanguage: [5, 'strings'],
  selfTestSampleSize: [6, 'int32'],
  inputFormat: [7, 'string'],
  characterCoverage: [10, 'float'],
  inputSentenceSize: [11, 'uint64'],
  miningSentenceSize: [12, 'int32'],
  trainingSentenceSize: [13, 'int32'],
  seedSentencepieceSize: [14, 'int32'],
  shrinkingFactor: [15, 'float'],
  numThreads: [16, 'int32'],
  numSubIterations: [17, 'int32'],
  maxSentenceLength: [18, 'int32'],
  shuffleInputSentence: [19, 'bool'],
  maxSentencepieceLength: [20, 'int32'],
  splitByUnicodeScript: [21, 'bool'],
  splitByWhitespace: [22, 'bool'],
  splitByNumber: [23, 'bool'],
  treatWhitespaceAsSuffix: [24, 'bool'],
  splitDigits: [25, 'bool'],
  allowWhitespaceOnlyPieces: [26, 'bool'],
  controlSymbols: [30, 'strings'],
  userDefinedSymbols: [31, 'strings'],
  vocabularyOutputPieceScore: [32, 'bool'],
  hardVocabLimit: [33, 'bool'],
  useAllVocab: [34, 'bool'],
  byteFallback: [35, 'bool'],
  requiredChars: [36, 'string'],
  unkId: [40, 'int32'],
  bosId: [41, 'int32'],
  eosId: [42, 'int32'],
  padId: [43, 'int32'],
  unkSurface: [44, 'string'],
  unkPiece: [45, 'string'],
  bosPiece: [46, 'string'],
  eosPiece: [47, 'string'],
  padPiece: [48, 'string'],
  trainExtremelyLargeCorpus: [49, 'bool'],
  enableDifferentialPrivacy: [50, 'bool'],
  differentialPrivacyNoiseLevel: [51, 'float'],
  differentialPrivacyClippingThreshold: [52, 'uint64'],
  pretokenizationDelimiter: [53, 'string'],
  seedSentencepiecesFile: [54, 'string'],
  autoCharacterCoverage: [55, 'bool'],
} as const satisfies FieldTable;

/** How a text is changed before it is cut, or, in a denormalizer, after its pieces were joined. */
export const normalizerFields = {
  name: [1, 'string'],
  precompiledCharsmap: [2, 'bytes'],
  addDummyPrefix: [3, 'bool'],
  removeExtraWhitespaces: [4, 'bool'],
  escapeWhitespaces: [5, 'bool'],
  normalizationRuleTsv: [6, 'string'],
} as const satisfies FieldTable;

/** A text and the pieces that it must give. */
export const sampleFields = { input: [1, 'string'], expected: [2, 'string'] } as const satisfies FieldTable;
