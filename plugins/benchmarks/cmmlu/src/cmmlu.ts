import { readdir } from 'node:fs/promises';
import {
  DataFormatError,
  defineEvaluator,
  didYouMean,
  gradeLikeliest,
  StudyError,
  type Item,
  type Services,
} from '@weitiao/core';
import { sourceFile } from '@weitiao/data';
import { cmmluOptions } from './cmmlu-options.js';
import { prompt } from './prompt.js';
import { readQuestions, type Question } from './question.js';
import { strictLetter } from './strict-letter.js';
import { readSubjects } from './subjects.js';

const letters = ['A', 'B', 'C', 'D'];

/** CMMLU (Li and others 2023, arXiv 2306.09212): multiple choice in 67 subjects. */
export const cmmlu = defineEvaluator({
  name: 'cmmlu',
  version: '1',
  options: cmmluOptions,
  paths: ['from', 'categories'],
  async *items({ from, protocol, shots, subjects, rows, categories }, services) {
    const factsOf = await readSubjects(from, categories, services);
    for (const subject of await subjectsOf(from, subjects, services)) {
      const { name, categories: tags } = factsOf(subject);
      const questions = (part: string, most?: number) => first(from, `${part}/${subject}.csv`, most, services);
      const examples: Question[] = [];
      for await (const example of questions('dev', shots)) examples.push(example);
      if (examples.length < shots) {
        throw new StudyError(
          `cmmlu: ${shots} shots were wanted, and ${from}/dev has ${examples.length} of ${subject}.`,
        );
      }
      let number = 0;
      for await (const question of questions('test', rows)) {
        const turn = { role: 'user' as const, content: prompt(name, examples, question) };
        const item: Item = {
          id: `${subject}/${number++}`,
          group: subject,
          tags,
          conversation: { turns: [turn], category: subject },
          reference: question.answer,
        };
        yield protocol === 'likelihood' ? { ...item, options: letters } : item;
      }
    }
  },
  generation: ({ maxNewTokens }) => ({ maxNewTokens, temperature: 0 }),
  grade(item, answer, { protocol }) {
    if (protocol === 'likelihood') return gradeLikeliest(item, answer);
    if (!('text' in answer)) throw new StudyError('cmmlu: the protocol generation reads texts, and got likelihoods.');
    const letter = strictLetter(answer.text);
    return letter === undefined
      ? { score: null, note: 'no single letter A–D in the answer' }
      : { score: Number(letter === item.reference), note: letter };
  },
});

/** The first questions of a subject; opens no file for none. */
async function* first(
  from: string,
  name: string,
  most: number | undefined,
  services: Services,
): AsyncGenerator<Question> {
  let taken = 0;
  if (most === 0) return;
  for await (const question of readQuestions(await sourceFile(`${from}/${name}`, services), services.signal)) {
    yield question;
    if (++taken === most) return;
  }
}

async function subjectsOf(from: string, wanted: readonly string[] | undefined, services: Services): Promise<string[]> {
  const { path } = await sourceFile(`${from}/test`, services);
  const files = await readdir(path).catch((cause: unknown) => {
    throw new DataFormatError(`${from}/test`, "no such folder. `from` is CMMLU's folder of dev and test.", { cause });
  });
  const known = files.flatMap((file) => (file.endsWith('.csv') ? [file.slice(0, -4)] : [])).sort();
  const unknown = wanted?.find((subject) => !known.includes(subject));
  if (unknown !== undefined) {
    throw new StudyError(
      `cmmlu: there is no subject "${unknown}".${didYouMean(unknown, known)}\n  There is: ${known.join(', ')}`,
    );
  }
  return wanted ? known.filter((subject) => wanted.includes(subject)) : known;
}
