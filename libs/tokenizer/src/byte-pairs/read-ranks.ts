import { DataFormatError } from '@weitiao/core';

/** Bytes, written as Latin-1 text → rank, which is the id. */
export type Ranks = ReadonlyMap<string, number>;

/** Whether a file has the form of tiktoken's: lines of base64 and a number. */
export const isRankFile = (content: Uint8Array): boolean =>
  /^[A-Za-z0-9+/]+=* \d+\r?\n/.test(Buffer.from(content.subarray(0, 2000)).toString('latin1'));

/**
 * A file of tiktoken: a line a token, its bytes in base64 and its rank.
 * @param path for messages
 * @throws DataFormatError naming the line
 */
export function readRanks(path: string, content: Uint8Array): Ranks {
  const ranks = new Map<string, number>();
  const lines = Buffer.from(content).toString('latin1').split('\n');
  const taken = new Set<number>();
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const problem = (message: string) => new DataFormatError(`${path} line ${index + 1}`, message);
    const match = /^(\S+) (\d+)\r?$/.exec(line);
    if (!match) throw problem(`${JSON.stringify(line.slice(0, 60))} is no token in base64 and its rank. Was the file cut off?`); // prettier-ignore
    const [, base64, digits] = match as unknown as [string, string, string];
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length === 0 || bytes.toString('base64') !== base64) throw problem(`${JSON.stringify(base64)} is not base64.`); // prettier-ignore
    const [token, rank] = [bytes.toString('latin1'), Number(digits)];
    if (ranks.has(token)) throw problem(`the token has the rank ${ranks.get(token)} already.`);
    if (taken.has(rank)) throw problem(`the rank ${rank} is taken by an earlier line.`);
    taken.add(rank);
    ranks.set(token, rank);
  });
  checkRanks(path, ranks, taken);
  return ranks;
}

function checkRanks(path: string, ranks: Ranks, taken: ReadonlySet<number>): void {
  for (let byte = 0; byte < 256; byte++) {
    if (!ranks.has(String.fromCharCode(byte)))
      throw new DataFormatError(path, `has no token for the byte 0x${byte.toString(16).padStart(2, '0')}; it must have all 256.`); // prettier-ignore
  }
  for (let rank = 0; rank < ranks.size; rank++) {
    if (!taken.has(rank))
      throw new DataFormatError(path, `has ${ranks.size} tokens and none with the rank ${rank}; the ranks must go from 0 without a hole.`); // prettier-ignore
  }
}
