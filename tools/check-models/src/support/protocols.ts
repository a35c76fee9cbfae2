import belleEval from '@weitiao/benchmark-belle-eval';
import cmmlu from '@weitiao/benchmark-cmmlu';
import mmcu from '@weitiao/benchmark-mmcu';
import type { Evaluator } from '@weitiao/core';
import reference from '@weitiao/judge-reference';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A benchmark asked in one of its ways. */
export interface Protocol {
  readonly benchmark: string;
  readonly name: string;
  readonly evaluator: Evaluator;
}

/** Every way of every benchmark, on the files that `writeQuestions` writes. */
export const protocols: readonly Protocol[] = [
  { benchmark: 'mmcu', name: 'mmcu, controlled', evaluator: mmcu({ from: 'exam.json' }) },
  {
    benchmark: 'mmcu',
    name: 'mmcu, as published',
    evaluator: mmcu({ from: 'exam.json', protocol: 'as-published', maxNewTokens: 2 }),
  },
  { benchmark: 'cmmlu', name: 'cmmlu, likelihood', evaluator: cmmlu({ from: '.' }) },
  {
    benchmark: 'cmmlu',
    name: 'cmmlu, generation',
    evaluator: cmmlu({ from: '.', protocol: 'generation', maxNewTokens: 2 }),
  },
  {
    benchmark: 'belle-eval',
    name: 'belle-eval, judged by reference',
    evaluator: belleEval({ from: '.', judge: reference({}), maxNewTokens: 2 }),
  },
];

const options = ['16', '18', '20', '22'];

/** Two questions of each, in the form of its benchmark. */
export async function writeQuestions(folder: string): Promise<void> {
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const exam = ['A', 'B'].map((answer) => ({
    category: '法律',
    question: '几岁成年？',
    options: Object.fromEntries(options.map((text, at) => ['ABCD'[at], text])),
    answer,
  }));
  await write('exam.json', exam.map((row) => JSON.stringify(row)).join('\n'));
  const rows = ['A', 'B'].map((answer, index) => `${index},几岁成年？,${options.join()},${answer}`);
  for (const part of ['test', 'dev']) {
    await mkdir(join(folder, part), { recursive: true });
    await write(join(part, 'arts.csv'), [',Question,A,B,C,D,Answer', ...rows, ''].join('\n'));
  }
  const tables = {
    name_en2zh: { arts: '艺术学' },
    subcategories: { arts: ['arts'] },
    categories: { Humanities: ['arts'] },
  };
  await write('categories.json', JSON.stringify(tables));
  const tasks = ['math', 'code'].map((category) => ({ question: '一加一？', std_answer: '二', class: category }));
  await write('eval_set.json', tasks.map((row) => JSON.stringify(row)).join('\n'));
  await write('eval_prompt.json', '{"class": "math", "prompt": "一"}\n{"class": "code", "prompt": "二"}');
}
