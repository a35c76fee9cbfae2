import type { Evaluator, Item, Subject } from '@weitiao/core';
import { sum } from '../rows/sum.js';
import type { Circumstances, Settings } from './evaluation-options.js';

/** Hash of all that decides answers and grades except the items themselves. */
export function settingsKey(
  subject: Subject,
  { name, version, paths, options }: Evaluator,
  { template, plugins, contents }: Circumstances,
  { generation, scoringBatch, generationBatch, independentAnswers }: Settings,
): string {
  const decisive = contents === undefined ? options : without(paths, options);
  return sum([
    { subject: subject.identity, template, plugins, contents, generation },
    { name, version, options: decisive },
    // Answers that depend on their batch depend on its size.
    independentAnswers ? 'independent' : { scoringBatch, generationBatch },
  ]);
}

/** What a component reads is in its items and in the hash of its files. */
function without(paths: readonly string[], options: unknown): unknown {
  if (typeof options !== 'object' || options === null) return options;
  return Object.fromEntries(Object.entries(options).filter(([option]) => !paths.includes(option)));
}

/** Hash of all that decides the answer to an item and its grade. */
export const itemKey = (settings: string, item: Item): string => sum([settings, item], 32);
