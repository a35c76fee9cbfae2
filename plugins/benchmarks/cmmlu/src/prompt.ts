import type { Question } from './question.js';

/** CMMLU's prompt: instruction, worked examples, question. @param subject its Chinese name */
export const prompt = (subject: string, examples: readonly Question[], question: Question): string =>
  [
    `以下是关于${subject}的单项选择题，请直接给出正确答案的选项。\n\n`,
    ...examples.map((example) => `${body(example)}${example.answer}\n\n`),
    body(question),
  ].join('');

const body = ({ text, options }: Question): string =>
  `题目：${text}${options.map((option, index) => `\n${'ABCD'[index]}. ${option}`).join('')}\n答案是：`;
