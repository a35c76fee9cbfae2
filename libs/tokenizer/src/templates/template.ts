import type { Conversation } from '@weitiao/core';

/** A stretch of the rendered text. */
export interface Piece {
  readonly text: string;
  /** Whether the loss is taken on it. */
  readonly trained: boolean;
  /** The text is the name of one token of the vocabulary, and becomes that token. */
  readonly special?: boolean;
}

export interface RenderOptions {
  /** The tokenizer's text for the end of a reply. */
  readonly endOfText: string;
  /** Stops where the next reply would begin; a last reply that is there already is left out. False when absent. */
  readonly forGeneration?: boolean;
}

/** How a conversation is written for a model. One object serves training, inference, chat and export. */
export interface Template {
  readonly name: string;
  /** Changes whenever what is rendered changes: part of every identity. */
  readonly version: string;
  /**
   * joint: the pieces are one text, and as many tokens are masked as the text before a reply has on its own (the study's way, Alpaca-CoT
   * `uniform_finetune.py`); separate: each piece is tokenised by itself; anchored: as joint, but no token reaches from a piece into the next, so that
   * what is asked is always the beginning of what is trained.
   */
  readonly tokenising: 'joint' | 'separate' | 'anchored';
  /** Writes itself what stands in front of all (`<s>`, `[gMASK]`); otherwise the tokenizer's own opening comes first. False when absent. */
  readonly opens?: boolean;
  /** Names of special tokens in a text stay text, so that nobody can write a turn of another; only pieces that are special become tokens. */
  readonly literal?: boolean;
  /** Special tokens that it writes: the vocabulary must have them. */
  readonly specials?: readonly string[];
  /** Keys of a folder's generation_config.json → those of `specials` whose ids they name. */
  readonly namedIds?: Readonly<Record<string, string>>;
  /** Tokens that end a reply, beside the tokenizer's end of text, which the tokenizer must have where this is absent. */
  readonly stops?: readonly string[];
  /** Ids that end a reply, which the folder of the model names. */
  readonly stopIds?: readonly number[];
  /** @throws DataFormatError when nobody says anything that could be answered, or the template refuses */
  render(conversation: Conversation, options: RenderOptions): readonly Piece[];
}
