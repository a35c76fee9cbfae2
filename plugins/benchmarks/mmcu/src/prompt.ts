import { letters, type Question } from './question.js';
import { withoutLabel } from './reading/split-options.js';

export type Protocol = 'controlled' | 'as-published';

const header = '请阅读以下选择题并给出正确选项，不要解释原因。请只给出答案的序号。\n';

/** MMCU's prompt: instruction, worked examples, question. */
export function prompt(question: Question, examples: readonly Question[], protocol: Protocol): string {
  const worked = examples.map((example) =>
    protocol === 'as-published'
      ? `${body(example, publishedOption)} ${example.answer}\n\n`
      : `${body(example, withoutLabel)}${example.right}\n\n`,
  );
  const option = protocol === 'as-published' ? publishedOption : withoutLabel;
  return `${header}${worked.join('')}${body(question, option)}`;
}

function body({ text, options }: Question, shown: (option: string, index: number) => string): string {
  const lines = options.map((option, index) => `\n${letters[index]}. ${shown(option, index)}`);
  return `${text}${lines.join('')}\n正确答案的序号是：`;
}

/** MMCU's scripts take every letter A–D out of an option, its label or not: "维生素A" becomes "维生素". */
const publishedOption = (option: string): string =>
  option
    .replaceAll(' ．', '')
    .replace(/[A-D][、.]?/g, '')
    .replace(/[Ａ-Ｄ]、/g, '')
    .trim();
