import { pieceTypes, type PieceModel } from '../sentencepiece/piece-model.js';

/** What a sentencepiece model is, in words. */
export function kindOf({ trainerSpec = {} }: PieceModel): string {
  const algorithm = trainerSpec.modelType === 2 ? 'BPE' : 'unigram';
  return `sentencepiece, ${algorithm}${trainerSpec.byteFallback ? ' with byte fallback' : ''}`;
}

/** Special pieces by the role that the model file itself gives them. */
export function specialsOf({ pieces, trainerSpec = {} }: PieceModel): Record<string, string | undefined> {
  const control = (id: number) => (pieces[id]?.type === pieceTypes.control ? pieces[id]?.text : undefined);
  return {
    bos_token: control(trainerSpec.bosId ?? 1),
    eos_token: control(trainerSpec.eosId ?? 2),
    unk_token: pieces.find(({ type }) => type === pieceTypes.unknown)?.text,
    pad_token: control(trainerSpec.padId ?? -1),
  };
}
