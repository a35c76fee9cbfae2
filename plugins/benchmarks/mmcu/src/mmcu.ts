import { defineEvaluator, didYouMean, gradeLikeliest, StudyError, type Item } from '@weitiao/core';
import { readExamples } from './examples.js';
import { mmcuOptions, type MmcuOptions } from './mmcu-options.js';
import { prompt } from './prompt.js';
import { publishedLetters } from './published-letters.js';
import { letters, type Question } from './question.js';
import { readQuestions } from './reading/read-questions.js';

/** MMCU (Zeng 2023, arXiv 2304.12986): multiple choice in medicine, law, psychology and education. */
export const mmcu = defineEvaluator({
  name: 'mmcu',
  version: '1',
  options: mmcuOptions,
  paths: ['from', 'examples'],
  async *items(options, services) {
    const { from, protocol, rows = Infinity, subjects, onBadRow } = options;
    const examplesOf = await readExamples(options, services);
    const skipped = { count: 0 };
    const asked = new Map<string, number>();
    let several = 0;
    for await (const question of readQuestions(from, services, onBadRow === 'skip' ? skipped : undefined)) {
      const { domain, group } = question.subject;
      const number = (asked.get(group) ?? 0) + 1;
      asked.set(group, number);
      if (number > rows || (subjects && !subjects.includes(group) && !subjects.includes(domain))) continue;
      if (protocol === 'controlled' && question.right.length > 1 && options.multipleAnswers === 'leave-out') several++;
      else yield item(question, number, prompt(question, examplesOf(question.subject), protocol), options);
    }
    requireKnown(subjects ?? [], [...asked.keys()]);
    if (skipped.count > 0) services.warn(`mmcu: ${skipped.count} faulty questions of ${from} are left out.`);
    if (several > 0) services.warn(severalRight(several, from));
  },
  generation: ({ maxNewTokens }) => ({ maxNewTokens, temperature: 0 }),
  grade(question, answer, { protocol }) {
    if (protocol === 'controlled') return gradeLikeliest(question, answer);
    if (!('text' in answer)) throw new StudyError('mmcu: the protocol as-published reads texts, and got likelihoods.');
    const given = publishedLetters(answer.text);
    return given === undefined
      ? { score: null, note: 'no letter A–D in the answer' }
      : { score: Number(given === question.reference), note: given };
  },
});

function item(question: Question, number: number, content: string, options: MmcuOptions): Item {
  const { group, domain } = question.subject;
  const common = {
    id: `${group}/${number}`,
    group,
    tags: [domain],
    conversation: { turns: [{ role: 'user' as const, content }], category: group },
  };
  if (options.protocol === 'as-published') return { ...common, reference: question.right };
  const single = [...letters.slice(0, question.options.length)];
  return options.multipleAnswers === 'leave-out'
    ? { ...common, options: single, reference: question.right }
    : { ...common, options: combinations(single).map(ended), reference: ended(question.right) };
}

/** "A" is a beginning of "AB" and so never less likely: only what ends can be compared. */
const ended = (answer: string): string => `${answer}\n`;

/** Every set of letters but the empty one; the letters of each in order. */
const combinations = (single: readonly string[]): string[] =>
  single.reduce<string[]>((sets, letter) => [...sets, ...['', ...sets].map((set) => set + letter)], []);

function requireKnown(wanted: readonly string[], groups: readonly string[]): void {
  const known = [...new Set(groups.flatMap((group) => [group.split('/', 1)[0]!, group]))];
  const unknown = wanted.find((subject) => !known.includes(subject));
  if (unknown === undefined) return;
  throw new StudyError(
    `mmcu: there is no subject "${unknown}".${didYouMean(unknown, known)}\n  There is: ${known.join(', ')}`,
  );
}

const severalRight = (count: number, from: string): string =>
  `mmcu: ${count} questions of ${from} have several right letters and are left out: the protocol controlled compares single ` +
  'letters. multipleAnswers: combinations compares all sets of letters instead.';
