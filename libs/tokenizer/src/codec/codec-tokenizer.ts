import { DataFormatError } from '@weitiao/core';
import type { EncodeOptions, SpecialToken, Tokenizer } from '../tokenizer.js';
import type { AddedToken } from './added-token.js';
import { AddedSplitter } from './added-splitter.js';
import type { TextCodec } from './text-codec.js';

export interface CodecTokenizerParts {
  readonly codec: TextCodec;
  readonly added: readonly AddedToken[];
  /** Ids that the tokenizer's own rule puts before and behind a text. */
  readonly around?: { readonly before?: readonly number[]; readonly after?: readonly number[] };
  readonly endOfText?: SpecialToken | undefined;
  readonly beginOfText?: SpecialToken | undefined;
  readonly pad?: SpecialToken | undefined;
}

/** A vocabulary file and the tokens that the folder adds to it. */
export class CodecTokenizer implements Tokenizer {
  readonly vocabulary: number;
  readonly beforeText: readonly number[];
  readonly endOfText: SpecialToken | undefined;
  readonly beginOfText: SpecialToken | undefined;
  readonly pad: SpecialToken | undefined;

  private readonly codec: TextCodec;
  private readonly afterText: readonly number[];
  private readonly byId: ReadonlyMap<number, AddedToken>;
  private readonly byText: ReadonlyMap<string, AddedToken>;
  private readonly splitter: AddedSplitter;
  private readonly literalSplitter: AddedSplitter;

  /** @param path of the vocabulary file, for messages */
  constructor(
    private readonly path: string,
    { codec, added, around = {}, endOfText, beginOfText, pad }: CodecTokenizerParts,
  ) {
    this.codec = codec;
    this.byId = new Map(added.map((token) => [token.id, token]));
    this.byText = new Map(added.map((token) => [token.text, token]));
    this.splitter = new AddedSplitter(added);
    this.literalSplitter = new AddedSplitter(added.filter(({ special }) => !special));
    this.vocabulary = added.reduce((largest, { id }) => Math.max(largest, id + 1), codec.size);
    this.beforeText = around.before ?? [];
    this.afterText = around.after ?? [];
    this.endOfText = endOfText;
    this.beginOfText = beginOfText;
    this.pad = pad;
  }

  encode(text: string, { specials = false, parseSpecials = true }: EncodeOptions = {}): number[] {
    const sections = (parseSpecials ? this.splitter : this.literalSplitter).split(text);
    const ids = sections.flatMap((section, index) =>
      'token' in section ? [section.token.id] : this.codec.encode(section.text, index === 0),
    );
    return specials ? [...this.beforeText, ...ids, ...this.afterText] : ids;
  }

  decode(ids: readonly number[], { skipSpecials = false }: { readonly skipSpecials?: boolean } = {}): string {
    let text = '';
    let run: number[] = [];
    // What the tokenizer itself put in front is no part of the text, so the run behind it is the first.
    const begun = this.beforeText.every((id, place) => ids[place] === id) ? this.beforeText.length : 0;
    let isFirst = true;
    const flush = () => {
      if (run.length > 0) text += this.codec.decode(run, isFirst);
      run = [];
    };
    ids.forEach((id, place) => {
      const token = this.byId.get(id);
      if (token) {
        flush();
        if (place >= begun) isFirst = false;
        if (!skipSpecials || !token.special) text += token.text;
      } else if (this.codec.token(id) !== undefined) run.push(id);
    });
    flush();
    return text;
  }

  token(id: number): string {
    const text = this.byId.get(id)?.text ?? this.codec.token(id);
    if (text !== undefined) return text;
    throw new DataFormatError(this.path, `has no token ${id}; its ids end at ${this.vocabulary - 1}.`);
  }

  idOf(token: string): number | undefined {
    return this.byText.get(token)?.id ?? this.codec.idOf(token);
  }
}
