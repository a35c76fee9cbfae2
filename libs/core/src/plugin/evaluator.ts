import type { z } from 'zod';
import { definePlugin, type Component } from './component.js';
import type { Conversation } from './instruction-source.js';
import type { Services } from './services.js';

/** One question of a benchmark. */
export interface Item {
  readonly id: string;
  readonly group: string;
  readonly conversation: Conversation;
  /** The completions to choose from, where the protocol compares likelihoods. */
  readonly options?: readonly string[];
  readonly reference?: string;
}

export type Answer =
  | { readonly text: string }
  /** Natural-log probability of each option, and the index of the likeliest. */
  | { readonly logProbabilities: readonly number[]; readonly choice: number };

export interface Verdict {
  /** Null where an answer could not be read: counted, never guessed. */
  readonly score: number | null;
  readonly note?: string;
}

export interface Evaluator extends Component<'benchmark'> {
  /** Changes when items or grading change: part of every cache key. */
  readonly version: string;
  items(services: Services): AsyncIterable<Item>;
  grade(item: Item, answer: Answer): Verdict | Promise<Verdict>;
}

export interface Generation {
  readonly maxNewTokens: number;
  /** 0 is greedy. */
  readonly temperature: number;
  readonly seed: number;
}

/** Anything that can be asked: a model here, with or without adapters, or an endpoint. */
export interface Subject {
  readonly identity: string;
  generate(conversations: readonly Conversation[], options: Generation): AsyncIterable<string>;
  /** Absent where there are no log-probabilities. One number a completion. */
  score?(
    questions: readonly { conversation: Conversation; completions: readonly string[] }[],
  ): AsyncIterable<readonly number[]>;
}

export const defineEvaluator = <Schema extends z.ZodType>(definition: {
  name: string;
  version: string;
  options: Schema;
  items(options: z.output<Schema>, services: Services): AsyncIterable<Item>;
  grade(item: Item, answer: Answer, options: z.output<Schema>): Verdict | Promise<Verdict>;
}) => {
  const { name, version, options: schema, items, grade } = definition;
  return definePlugin<'benchmark', Schema, Evaluator>('benchmark', name, schema, (options) => ({
    version,
    items: (services: Services) => items(options, services),
    grade: (item: Item, answer: Answer) => grade(item, answer, options),
  }));
};
