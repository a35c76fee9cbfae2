import { DataFormatError, type Conversation } from '@weitiao/core';
import { encodePieces } from './encode-pieces.js';
import type { Piece, Template } from './templates/index.js';
import { roundsOf } from './templates/rounds.js';
import type { Tokenizer } from './tokenizer.js';

/** The label of a place where nothing is trained. */
export const UNTRAINED = -100;

export interface EncodeExampleOptions {
  /** Most tokens of an example. */
  readonly maxLength: number;
  /** truncate: cut off at the end (the study's way); drop: leave the example out. */
  readonly onTooLong: 'truncate' | 'drop';
}

export interface EncodedExample {
  readonly tokens: number[];
  /** The token itself where it is trained, −100 elsewhere. As long as `tokens`; not shifted. */
  readonly labels: number[];
  readonly truncated: boolean;
  /** Earlier replies that are not trained, since the template writes them otherwise than when they are new. */
  readonly untrainedReplies: number;
}

export interface DroppedExample {
  readonly dropped: 'too-long' | 'nothing-to-train';
}

/**
 * A conversation as the tokens and labels to train on.
 * @throws DataFormatError when the tokenizer names no end of text
 */
export function encodeExample(
  conversation: Conversation,
  template: Template,
  tokenizer: Tokenizer,
  { maxLength, onTooLong }: EncodeExampleOptions,
): EncodedExample | DroppedExample {
  if (!hasReply(conversation)) return { dropped: 'nothing-to-train' };
  const pieces = template.render(conversation, { endOfText: endOfText(tokenizer, template) });
  const { tokens, trained } = encodePieces(pieces, template, tokenizer);
  const truncated = tokens.length > maxLength;
  if (truncated && onTooLong === 'drop') return { dropped: 'too-long' };
  const kept = tokens.slice(0, maxLength);
  const labels = kept.map((token, index) => (trained[index] ? token : UNTRAINED));
  // Nothing stands before the first token that it could be predicted from.
  if (labels.findIndex((label, index) => index > 0 && label !== UNTRAINED) < 0) return { dropped: 'nothing-to-train' };
  return { tokens: kept, labels, truncated, untrainedReplies: countUntrained(conversation, pieces) };
}

/** Between two replies something always stands that is not trained. */
function countUntrained(conversation: Conversation, pieces: readonly Piece[]): number {
  const replies = roundsOf(conversation, false).rounds.filter(({ reply }) => reply !== undefined).length;
  const trained = pieces.filter((piece, at) => piece.trained && !pieces[at - 1]?.trained).length;
  return Math.max(0, replies - trained);
}

function hasReply({ turns }: Conversation): boolean {
  return turns.some(({ role, content }) => role === 'assistant' && content.trim() !== '');
}

function endOfText(tokenizer: Tokenizer, template: Template): string {
  if (tokenizer.endOfText) return tokenizer.endOfText.text;
  if (template.stops) return '';
  throw new DataFormatError(
    'tokenizer_config.json',
    `names no eos_token that the vocabulary has; template ${template.name} ends every reply with it, or a model would never stop.`,
  );
}
