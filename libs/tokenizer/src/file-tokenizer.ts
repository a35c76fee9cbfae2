import type { Tokenizer as Engine } from '@huggingface/tokenizers';
import { DataFormatError } from '@weitiao/core';
import type { EncodeOptions, SpecialToken, Tokenizer } from './tokenizer.js';

interface Specials {
  readonly endOfText: SpecialToken | undefined;
  readonly beginOfText: SpecialToken | undefined;
  readonly pad: SpecialToken | undefined;
}

/** A tokenizer that a tokenizer.json describes. */
export class FileTokenizer implements Tokenizer {
  readonly vocabulary: number;
  readonly beforeText: readonly number[];
  readonly endOfText: SpecialToken | undefined;
  readonly beginOfText: SpecialToken | undefined;
  readonly pad: SpecialToken | undefined;

  private readonly afterText: readonly number[];

  /**
   * @param path of the file, for messages
   * @param literal the same tokenizer, to which special tokens are text like any other
   */
  constructor(
    private readonly path: string,
    private readonly engine: Engine,
    private readonly literal: Engine,
    specials: Specials,
  ) {
    this.endOfText = specials.endOfText;
    this.beginOfText = specials.beginOfText;
    this.pad = specials.pad;
    this.vocabulary = 1 + [...engine.get_vocab(true).values()].reduce((largest, id) => Math.max(largest, id), -1);
    [this.beforeText, this.afterText] = this.findAround();
  }

  encode(text: string, { specials = false, parseSpecials = true }: EncodeOptions = {}): number[] {
    if (parseSpecials) return this.idsOf(text, this.engine, specials);
    const ids = this.idsOf(text, this.literal, false);
    return specials ? [...this.beforeText, ...ids, ...this.afterText] : ids;
  }

  private idsOf(text: string, engine: Engine, specials: boolean): number[] {
    const { ids } = engine.encode(text, { add_special_tokens: specials });
    const missing = ids.indexOf(undefined as unknown as number);
    if (missing >= 0)
      throw new DataFormatError(
        this.path,
        `has no token, and no token for the unknown, for a part of "${text.slice(0, 60)}".`,
      );
    return ids;
  }

  decode(ids: readonly number[], options: { readonly skipSpecials?: boolean } = {}): string {
    const known = ids.filter((id) => this.engine.id_to_token(id) !== undefined);
    if (known.length === 0) return '';
    return this.engine.decode(known, { skip_special_tokens: options.skipSpecials ?? false });
  }

  token(id: number): string {
    const text = this.engine.id_to_token(id);
    if (text === undefined)
      throw new DataFormatError(this.path, `has no token ${id}; its ids end at ${this.vocabulary - 1}.`);
    return text;
  }

  idOf(token: string): number | undefined {
    return this.engine.token_to_id(token);
  }

  /** What encoding with specials puts before and behind a text, told apart by a text that stands between. */
  private findAround(): [number[], number[]] {
    const plain = this.encode('a');
    const dressed = this.encode('a', { specials: true });
    const start = dressed.findIndex((_, at) => plain.every((id, offset) => dressed[at + offset] === id));
    return start < 0 ? [[], []] : [dressed.slice(0, start), dressed.slice(start + plain.length)];
  }
}
