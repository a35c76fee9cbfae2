import type { TextCodec } from '../codec/text-codec.js';
import { mergeSymbols } from '../sentencepiece/merge-symbols.js';
import type { Ranks } from './read-ranks.js';

export interface RankCodecOptions {
  /** Words, which are encoded each by itself; every character of a text belongs to one. */
  readonly pattern: RegExp;
  /** Form of Unicode that a text is brought into first. */
  readonly normalForm?: 'NFC';
}

/** Byte-pair encoding as tiktoken does it: of two neighbours whose bytes together are a token, those with the lowest rank are merged first. */
export class RankCodec implements TextCodec {
  readonly size: number;
  private readonly tokens: readonly string[];

  constructor(
    private readonly ranks: Ranks,
    private readonly options: RankCodecOptions,
  ) {
    const tokens: string[] = [];
    for (const [token, rank] of ranks) tokens[rank] = token;
    this.tokens = tokens;
    this.size = tokens.length;
  }

  encode(text: string): number[] {
    const whole = Buffer.from(text).toString();
    const words = (this.options.normalForm ? whole.normalize('NFC') : whole).match(this.options.pattern) ?? [];
    return words.flatMap((word) => this.idsOf(Buffer.from(word).toString('latin1')));
  }

  decode(ids: readonly number[]): string {
    return Buffer.from(ids.map((id) => this.tokens[id] ?? '').join(''), 'latin1').toString();
  }

  /** The bytes as text; where they are no whole character, in hexadecimal. */
  token(id: number): string | undefined {
    const token = this.tokens[id];
    if (token === undefined) return undefined;
    const bytes = Buffer.from(token, 'latin1');
    const text = bytes.toString();
    return Buffer.from(text).equals(bytes) ? text : `<0x${bytes.toString('hex').toUpperCase()}>`;
  }

  idOf(token: string): number | undefined {
    return this.ranks.get(Buffer.from(token).toString('latin1'));
  }

  private idsOf(word: string): number[] {
    const whole = this.ranks.get(word);
    if (whole !== undefined) return [whole];
    const symbols = Array.from(word, (_, start) => ({ start, isFrozen: false }));
    const scoreOf = (piece: string) => {
      const rank = this.ranks.get(piece);
      return rank === undefined ? undefined : -rank;
    };
    return mergeSymbols(word, symbols, scoreOf).pieces.map((piece) => this.ranks.get(piece)!);
  }
}
