import { DataFormatError, type Conversation } from '@weitiao/core';

/** What the user says and what is answered. */
export interface Round {
  readonly instruction: string;
  /** Empty where there is none. */
  readonly input: string;
  /** Undefined where the answer is still to come. */
  readonly reply: string | undefined;
}

export interface Rounds {
  /** Empty where there is none. */
  readonly system: string;
  readonly rounds: readonly Round[];
}

/**
 * A conversation as rounds. Turns of one role that follow each other are joined by a line break; a reply before any question answers an
 * empty one.
 * @param forGeneration leaves replies at the end out
 * @throws DataFormatError when there is no round
 */
export function roundsOf(conversation: Conversation, forGeneration: boolean): Rounds {
  const system: string[] = [];
  const rounds: { instruction: string; input: string; reply: string | undefined }[] = [];
  for (const { role, content, input = '' } of conversation.turns) {
    const last = rounds.at(-1);
    if (role === 'system') system.push(content);
    else if (role === 'assistant') {
      if (last === undefined) rounds.push({ instruction: '', input: '', reply: content });
      else last.reply = joined(last.reply, content);
    } else if (last === undefined || last.reply !== undefined)
      rounds.push({ instruction: content, input, reply: undefined });
    else
      Object.assign(last, {
        instruction: joined(last.instruction, content),
        input: joined(last.input || undefined, input),
      });
  }
  const last = rounds.at(-1);
  if (last === undefined)
    throw new DataFormatError('conversation', 'has neither a user turn nor a reply; it must have one.');
  if (forGeneration) last.reply = undefined;
  return { system: system.join('\n'), rounds };
}

function joined(before: string | undefined, text: string): string {
  if (before === undefined) return text;
  return text === '' ? before : `${before}\n${text}`;
}
