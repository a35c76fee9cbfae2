import { readFileSync } from 'node:fs';
import type { Turn } from '@weitiao/core';

export interface ChatCase {
  readonly template: string;
  readonly conversation: readonly Turn[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly generation: boolean;
  readonly text?: string;
  readonly error?: string;
  /** Of the quick start's tokenizer. */
  readonly ids?: readonly number[];
  /** 1 where transformers says that the assistant speaks. */
  readonly mask?: readonly number[];
}

/** Written by tools/fixtures/chat_templates.py. */
export const chatCases = JSON.parse(readFileSync(new URL('chat-templates.json', import.meta.url), 'utf8')) as {
  readonly date: string;
  readonly cases: readonly ChatCase[];
};

export const chatTemplateNames = [...new Set(chatCases.cases.map(({ template }) => template))];

export const chatTemplateText = (name: string): string =>
  readFileSync(new URL(`chat-templates/${name}.jinja`, import.meta.url), 'utf8');
