import { DataFormatError } from '@weitiao/core';
import { pieceTypes, type ModelPiece } from './piece-model.js';

const known = new Set<number>(Object.values(pieceTypes));

/**
 * What sentencepiece asks of a vocabulary before it uses it.
 * @param path for messages
 * @throws DataFormatError naming the first piece that breaks it
 */
export function checkPieces(path: string, pieces: readonly ModelPiece[]): void {
  const ids = new Map<string, number>();
  pieces.forEach(({ text, type }, id) => {
    const named = `piece ${id}, ${JSON.stringify(text)},`;
    if (text === '') throw new DataFormatError(path, `piece ${id} is empty.`);
    if (ids.has(text)) throw new DataFormatError(path, `${named} is there already as piece ${ids.get(text)}.`);
    if (!known.has(type)) throw new DataFormatError(path, `${named} is of the unknown type ${type}.`);
    if (type === pieceTypes.byte && !/^<0x[0-9A-F]{2}>$/.test(text))
      throw new DataFormatError(path, `${named} is of type byte; such are written <0x00> to <0xFF>.`);
    ids.set(text, id);
  });
  const unknown = pieces.filter(({ type }) => type === pieceTypes.unknown).length;
  if (unknown !== 1)
    throw new DataFormatError(path, `has ${unknown} pieces of type unknown; there must be one. Was the file cut off?`);
}
