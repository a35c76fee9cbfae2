import type { Conversation } from '@weitiao/core';
import type { TemplateReference } from '@weitiao/tokenizer';
import type { GenerateOptions, Loaded } from './loaded.js';

/** What a model is asked: a text is one user's turn. */
export type Prompt = string | Conversation;

export const conversationOf = (prompt: Prompt): Conversation =>
  typeof prompt === 'string' ? { turns: [{ role: 'user', content: prompt }] } : prompt;

/** Answers prompts, in their order: `for await (const text of generate(model, ['你好'], { maxNewTokens: 64 }))`. */
export const generate = (
  model: Loaded,
  prompts: readonly Prompt[],
  options: GenerateOptions = {},
): AsyncIterable<string> => model.generate(prompts.map(conversationOf), options);

/** Natural-log probability of each completion of each prompt, in their order. */
export const score = (
  model: Loaded,
  questions: readonly { readonly prompt: Prompt; readonly completions: readonly string[] }[],
  options: { readonly template?: TemplateReference } = {},
): AsyncIterable<readonly number[]> =>
  model.score(
    questions.map(({ prompt, completions }) => ({ conversation: conversationOf(prompt), completions })),
    options,
  );
