import type { Turn } from '@weitiao/core';
import { generateTokens } from '@weitiao/inference';
import { encodePrompt, stopIds, type Template } from '@weitiao/tokenizer';
import type { ChatCommandOptions } from '../commands/chat.js';
import type { Stream } from '../console.js';
import type { OpenSubject } from '../run/open-subject.js';
import { StreamedText } from './streamed-text.js';

/**
 * Writes an answer as it comes.
 * @returns all of it; what was there by then, when it was stopped
 */
export async function answerTo(
  subject: OpenSubject,
  turns: readonly Turn[],
  template: Template,
  options: ChatCommandOptions,
  out: Stream,
  signal: AbortSignal,
): Promise<string> {
  const { tokenizer } = subject;
  const { temperature, topK, topP, repetitionPenalty, maxNewTokens, seed } = options;
  const ends = stopIds(template, tokenizer);
  const text = new StreamedText((tokens) => tokenizer.decode(tokens, { skipSpecials: true }));
  let tokens: number[] = [];
  const write = (more: string) => more !== '' && out.write(more);
  const answers = generateTokens({
    ...subject,
    prompts: [encodePrompt({ turns }, template, tokenizer)],
    // What is drawn depends on how far the conversation is.
    ids: [turns.length],
    endOfText: ends,
    sampling: {
      temperature,
      repetitionPenalty,
      ...(topK !== undefined && { topK }),
      ...(topP !== undefined && { topP }),
    },
    maxNewTokens,
    seed,
    signal,
    onToken: (_, token) => {
      if (ends.includes(token)) return;
      tokens = [...tokens, token];
      write(text.next(tokens));
    },
  });
  try {
    for await (const _ of answers);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  write(text.end(tokens));
  out.write('\n');
  return tokenizer.decode(tokens, { skipSpecials: true });
}
