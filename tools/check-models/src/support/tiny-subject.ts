import type { Conversation, Generation, Subject } from '@weitiao/core';
import { generateTokens, scoreCompletions, type TunedModel } from '@weitiao/inference';

/** Tokens of a prompt's end that a tiny model is asked; some have 64 places only. */
const longest = 24;

/**
 * A tiny model that is asked as a whole one is, with a stand-in for the tokenizer that it does not have: a character is a token, several are
 * the same one.
 * @param ends tokens behind every prompt, of a model whose texts must have them
 */
export class TinySubject implements Subject {
  readonly identity = 'tiny';

  constructor(
    private readonly tuned: TunedModel,
    private readonly ends: readonly number[],
  ) {}

  async *generate(conversations: readonly Conversation[], { maxNewTokens, seed }: Generation): AsyncGenerator<string> {
    const prompts = conversations.map((conversation) => this.prompt(conversation));
    const answers: string[] = [];
    for await (const { index, tokens } of generateTokens({ ...this.tuned, prompts, maxNewTokens, seed }))
      answers[index] = String.fromCharCode(...tokens.map((token) => 0x4e00 + token));
    yield* answers;
  }

  async *score(
    questions: readonly { conversation: Conversation; completions: readonly string[] }[],
  ): AsyncGenerator<readonly number[]> {
    const encoded = questions.map(({ conversation, completions }) => ({
      prompt: this.prompt(conversation),
      completions: completions.map(encode),
    }));
    for await (const scores of scoreCompletions({ ...this.tuned, questions: encoded }))
      yield scores.map((ofTokens) => ofTokens.reduce((sum, value) => sum + value, 0));
  }

  private prompt(conversation: Conversation): number[] {
    const text = conversation.turns.map(({ content }) => content).join('\n');
    return [...encode(text).slice(-longest), ...this.ends];
  }
}

/** Without the special tokens at both ends of the fixtures' vocabulary of 64. */
const encode = (text: string): number[] => Array.from(text, (letter) => 4 + (letter.codePointAt(0)! % 44));
