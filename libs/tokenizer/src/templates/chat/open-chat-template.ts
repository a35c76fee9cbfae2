import { createHash } from 'node:crypto';
import { canonicalJson, DataFormatError } from '@weitiao/core';
import { JinjaTemplate } from '../../jinja/index.js';
import type { Tokenizer } from '../../tokenizer.js';
import type { Piece, Template } from '../template.js';
import type { ChatOptions } from './chat-options.js';
import { ChatWriter } from './chat-writer.js';
import { findChatTemplate } from './find-chat-template.js';
import { messagesOf } from './messages-of.js';
import { piecesOf } from './pieces-of.js';
import { probeEnds, type Ends } from './probe-ends.js';
import { repliesIn } from './reply-spans.js';
import { specialTexts } from './special-texts.js';

/**
 * The chat template of a model folder as a template like any other. It is tried on one round at once, so that one which fails is known before anything starts.
 * @param stops texts of the tokens that the folder ends texts with
 * @throws DataFormatError when there is none, it cannot be read, fails, or writes special tokens that the tokenizer lacks; StudyError on an unknown name
 */
export async function openChatTemplate(
  folder: string,
  options: ChatOptions,
  tokenizer: Tokenizer,
  stops: readonly string[],
): Promise<Template> {
  const { file, source } = await findChatTemplate(folder, options.name);
  const specials = await specialTexts(folder);
  const writer = new ChatWriter(JinjaTemplate.parse(file, source), specials, options);
  checkTokens(writer, tokenizer);
  const ends = probeEnds(writer, tokenizer, stops);
  const { date, variables } = options;
  const identity = createHash('sha256')
    .update(canonicalJson([source, specials, date, variables]))
    .digest('hex');
  const template: Template = {
    name: 'chat',
    version: identity.slice(0, 16),
    tokenising: 'anchored',
    opens: true,
    stops: ends.closings,
    render: (conversation, { forGeneration = false }) => {
      const messages = messagesOf(conversation, forGeneration);
      return forGeneration ? promptOf(writer, messages, ends) : exampleOf(writer, messages, ends);
    },
  };
  template.render({ turns: round }, { endOfText: '' });
  return template;
}

const round = [
  { role: 'user', content: '你好' },
  { role: 'assistant', content: '您好！' },
] as const;

type Messages = ReturnType<typeof messagesOf>;

function promptOf(writer: ChatWriter, messages: Messages, { closings }: Ends): Piece[] {
  const whole = writer.render(messages, true);
  const pieces = piecesOf(whole.text, repliesIn(writer, messages, whole, closings));
  return pieces;
}

function exampleOf(writer: ChatWriter, messages: Messages, { closings, closing }: Ends): Piece[] {
  const isAnswered = messages.at(-1)?.role === 'assistant';
  const whole = writer.render(messages, !isAnswered);
  const pieces = piecesOf(whole.text, repliesIn(writer, messages, whole, closings));
  const end = isAnswered && !writer.marksReplies && closing !== '' ? [{ text: closing, trained: true }] : [];
  return [...pieces, ...end];
}

/** A role or an end that is no token of the vocabulary is text to the model: it was not trained with this template. */
function checkTokens(writer: ChatWriter, tokenizer: Tokenizer): void {
  const written = `${writer.render(round, false).text}${writer.render(round.slice(0, 1), true).text}`;
  const names = new Set(written.match(/<\|[^|<>\s]+\|>|\[gMASK\]|<sop>/g));
  const missing = [...names].filter((name) => tokenizer.idOf(name) === undefined);
  if (missing.length === 0) return;
  throw new DataFormatError(
    writer.file,
    `the chat template writes ${missing.join(', ')}, and the tokenizer beside it has no such ${missing.length > 1 ? 'tokens' : 'token'}. Is the template of another model?`,
  );
}
