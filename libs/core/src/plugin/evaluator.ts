import type { z } from 'zod';
import { definePlugin, type Component } from './component.js';
import type { Conversation } from './instruction-source.js';
import type { Marking } from './judge.js';
import type { Services } from './services.js';

/** One question of a benchmark. */
export interface Item {
  readonly id: string;
  /** What scores are told by: a subject, a category. */
  readonly group: string;
  /** Wider classes of the group, which may overlap (CMMLU: STEM, China specific). A score of one is micro or macro over its groups. */
  readonly tags?: readonly string[];
  readonly conversation: Conversation;
  /** The completions to choose from, where the protocol compares likelihoods. */
  readonly options?: readonly string[];
  readonly reference?: string;
  /** What its grading goes by beside the reference, where that is not the same for all: what a judge is told of its category. */
  readonly criteria?: string;
}

export type Answer =
  | { readonly text: string }
  /** Natural-log probability of each option, and the index of the likeliest. */
  | { readonly logProbabilities: readonly number[]; readonly choice: number };

export interface Verdict {
  /** Null where an answer could not be read: counted, never guessed. */
  readonly score: number | null;
  readonly note?: string;
  /** Where a judge marked it. */
  readonly marking?: Marking;
}

export interface Evaluator extends Component<'benchmark'> {
  /** Changes when items or grading change: part of every cache key. */
  readonly version: string;
  /** Options that only say where it reads: what stands there is in its items, so they are no part of a key. */
  readonly paths: readonly string[];
  /** How answers are generated where items have no options; the caller decides what this leaves out. */
  readonly generation?: Partial<Generation>;
  items(services: Services): AsyncIterable<Item>;
  /** @param services what a judge that is asked listens to */
  grade(item: Item, answer: Answer, services?: Services): Verdict | Promise<Verdict>;
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
  /** `from` when absent. */
  paths?: readonly (keyof z.output<Schema> & string)[];
  items(options: z.output<Schema>, services: Services): AsyncIterable<Item>;
  generation?(options: z.output<Schema>): Partial<Generation>;
  grade(item: Item, answer: Answer, options: z.output<Schema>, services?: Services): Verdict | Promise<Verdict>;
}) => {
  const { name, version, options: schema, paths = ['from'], items, generation, grade } = definition;
  return definePlugin<'benchmark', Schema, Evaluator>('benchmark', name, schema, (options) => ({
    version,
    paths,
    ...(generation ? { generation: generation(options) } : {}),
    items: (services: Services) => items(options, services),
    grade: (item: Item, answer: Answer, services?: Services) => grade(item, answer, options, services),
  }));
};
