import { StudyError, type Services } from '@weitiao/core';
import type { MmcuOptions } from './mmcu-options.js';
import type { Question } from './question.js';
import { readQuestions } from './reading/read-questions.js';
import type { Subject } from './subject.js';

/** The worked examples of a subject; those of its domain where it has none of its own, as in MMCU's medicine. */
export async function readExamples(
  { from, examples, shots }: Pick<MmcuOptions, 'from' | 'examples' | 'shots'>,
  services: Services,
): Promise<(subject: Subject) => readonly Question[]> {
  if (shots === 0) return () => [];
  if (examples === undefined && /\.jsonl?$/i.test(from)) {
    throw new StudyError(`mmcu: ${shots} shots were wanted of ${from}. Say where worked examples are: examples: FILE.`);
  }
  const where = examples ?? `${from}/dev`;
  const known = new Map<string, Question[]>();
  for await (const question of readQuestions(where, services, undefined)) {
    const { domain, group } = question.subject;
    for (const key of new Set([group, domain])) {
      const found = known.get(key) ?? [];
      if (found.length < shots) found.push(question);
      known.set(key, found);
    }
  }
  return ({ domain, group }) => {
    const found = known.get(group) ?? known.get(domain) ?? [];
    if (found.length === shots) return found;
    throw new StudyError(`mmcu: ${shots} shots were wanted, and ${where} has ${found.length} examples of ${group}.`);
  };
}
