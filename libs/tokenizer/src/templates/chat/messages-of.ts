import type { Conversation } from '@weitiao/core';
import { roundsOf } from '../rounds.js';

/** A turn as chat templates read it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A conversation as messages, users and assistants in turn; an input stands on a line below its instruction. */
export function messagesOf(conversation: Conversation, forGeneration: boolean): Message[] {
  const { system, rounds } = roundsOf(conversation, forGeneration);
  const front: Message[] = system === '' ? [] : [{ role: 'system', content: system }];
  return rounds.reduce<Message[]>((messages, { instruction, input, reply }) => {
    const content = input === '' ? instruction : `${instruction}\n${input}`;
    messages.push({ role: 'user', content });
    if (reply !== undefined) messages.push({ role: 'assistant', content: reply });
    return messages;
  }, front);
}
