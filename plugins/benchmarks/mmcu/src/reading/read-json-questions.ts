import { DataFormatError } from '@weitiao/core';
import { fieldFault, isRecord, readJson, shown, type SourceFile } from '@weitiao/data';
import type { WrittenQuestion } from '../question.js';
import { subjectOf } from '../subject.js';
import { splitOptions } from './split-options.js';
import type { WrittenRow } from './written-row.js';

type Fields = Readonly<Record<string, unknown>>;

/** The two forms of a JSON row, by the field of their question. */
const forms = {
  题目: { subject: '类别', options: '选项', answer: '答案' },
  question: { subject: 'category', options: 'options', answer: 'answer' },
} as const;

/**
 * Rows of Alpaca-CoT's form (类别, 题目, 选项 as one text, 答案), or of `{ category, question, options: { A, B, … }, answer }`.
 * @throws DataFormatError where a row is of neither form
 */
export async function* readJsonQuestions(file: SourceFile, signal?: AbortSignal): AsyncGenerator<WrittenRow> {
  for await (const { value, line } of readJson(file, signal)) {
    yield { value: written(value, `${file.name}:${line}`), name: file.name, line };
  }
}

function written(row: unknown, at: string): WrittenQuestion {
  if (!isRecord(row)) throw new DataFormatError(at, `This row is ${shown(row)}; an object was wanted.`);
  const field = '题目' in row ? '题目' : 'question';
  const form = forms[field];
  const answer = row[form.answer] ?? '';
  for (const wanted of [field, form.subject, form.answer]) {
    const fault = fieldFault({ ...row, [form.answer]: answer }, wanted);
    if (fault) throw new DataFormatError(at, fault);
  }
  const text = (name: string): string => row[name] as string;
  const options = optionsOf(row[form.options]);
  if (!options) {
    throw new DataFormatError(
      at,
      `Field "${form.options}" is ${shown(row[form.options])}; {"A": "…", "B": "…"} or "A:…\\nB:…" was wanted.`,
    );
  }
  return { subject: subjectOf(text(form.subject)), text: text(field), options, answer: answer as string };
}

function optionsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return splitOptions(value);
  if (!isRecord(value)) return undefined;
  const options = Object.values(value satisfies Fields);
  const isInOrder = Object.keys(value).join('') === 'ABCDEFGH'.slice(0, options.length);
  return isInOrder && options.every((option) => typeof option === 'string') ? options : undefined;
}
