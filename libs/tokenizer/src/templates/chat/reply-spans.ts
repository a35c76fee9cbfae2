import { DataFormatError } from '@weitiao/core';
import type { Rendered, Span } from '../../jinja/index.js';
import { placeAt } from '../../jinja/place-in-text.js';
import type { ChatWriter } from './chat-writer.js';
import type { Message } from './messages-of.js';

export interface Replies {
  /** Where prompts end: what a model was asked there is what stands before. */
  readonly prompts: readonly number[];
  /** What is trained. */
  readonly spans: readonly Span[];
}

/**
 * Where the replies stand in a rendered conversation. What the template marks with `{% generation %}` is a reply; without marks, a reply is what stands
 * between the prompt that asks for it and where the conversation up to it ends. Some templates write an earlier reply otherwise once a later turn follows
 * (they drop its thoughts): such a one is none that the model would have said, and is left out.
 * @param closings tokens that end a reply; what stands behind one, nobody asks for
 * @throws DataFormatError when the newest prompt is not what the conversation begins with
 */
export function repliesIn(
  writer: ChatWriter,
  messages: readonly Message[],
  whole: Rendered,
  closings: readonly string[],
): Replies {
  const prompts: number[] = [];
  const spans: Span[] = [];
  messages.forEach(({ role }, index) => {
    if (role !== 'assistant') return;
    const prompt = writer.render(messages.slice(0, index), true).text;
    const isLast = index === messages.length - 1;
    if (isLast) requireBeginning(writer.file, prompt, whole.text);
    if (!whole.text.startsWith(prompt)) return;
    prompts.push(prompt.length);
    if (writer.marksReplies) return;
    const upTo = isLast ? whole.text : writer.render(messages.slice(0, index + 1), false).text;
    const end = endOf(upTo, closings);
    if (whole.text.startsWith(upTo.slice(0, end)))
      spans.push({ start: prompt.length, end: end + lengthOfClosing(whole.text, end, upTo, closings) });
  });
  return { prompts, spans: writer.marksReplies ? whole.generated : spans };
}

/** Without what stands behind the token that ends a reply. */
function endOf(text: string, closings: readonly string[]): number {
  const trimmed = text.trimEnd();
  return closings.some((closing) => trimmed.endsWith(closing)) ? trimmed.length : text.length;
}

/** Where the next turn's first token ends a reply (`<|user|>`), it is part of the reply. */
function lengthOfClosing(whole: string, end: number, upTo: string, closings: readonly string[]): number {
  if (closings.some((closing) => upTo.slice(0, end).endsWith(closing))) return 0;
  return closings.find((closing) => whole.startsWith(closing, end))?.length ?? 0;
}

function requireBeginning(file: string, prompt: string, whole: string): void {
  if (whole.startsWith(prompt)) return;
  let at = 0;
  while (prompt[at] === whole[at]) at++;
  const { line, column } = placeAt(prompt, at);
  const shown = (text: string) => JSON.stringify(text.slice(at, at + 30));
  throw new DataFormatError(
    file,
    `what the chat template asks is not the beginning of what it writes with the answer, so a model would be trained on another prompt than it is given: on line ${line}, column ${column} of the text the prompt goes on ${shown(prompt)} and the whole ${shown(whole)}. Name another template.`,
  );
}
