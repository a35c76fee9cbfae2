import type { Conversation } from '@weitiao/core';

/** A stretch of the rendered text. */
export interface Piece {
  readonly text: string;
  /** Whether the loss is taken on it. */
  readonly trained: boolean;
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
   * `uniform_finetune.py`); separate: each piece is tokenised by itself.
   */
  readonly tokenising: 'joint' | 'separate';
  /** @throws DataFormatError when nobody says anything that could be answered */
  render(conversation: Conversation, options: RenderOptions): readonly Piece[];
}
