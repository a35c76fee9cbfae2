import { choiceLetters, DataFormatError } from '@weitiao/core';
import { readDelimited, type SourceFile } from '@weitiao/data';

export interface Question {
  readonly text: string;
  readonly options: readonly string[];
  /** One of A–D. */
  readonly answer: string;
}

const columns = 'Question,A,B,C,D,Answer';

/**
 * The questions of a subject: a CSV file with a column of row numbers, then `Question,A,B,C,D,Answer`.
 * @throws DataFormatError with file and line; a row without an answer is one, and never ends a subject
 */
export async function* readQuestions(file: SourceFile, signal?: AbortSignal): AsyncGenerator<Question> {
  let isFirst = true;
  for await (const { value: fields, line } of readDelimited(file, ',', signal)) {
    const at = `${file.name}:${line}`;
    if (isFirst) {
      isFirst = false;
      if (fields.slice(1).join() === columns) continue;
      throw new DataFormatError(at, `The columns are "${fields.join()}"; ",${columns}" was wanted.`);
    }
    if (fields.length !== 7) throw new DataFormatError(at, `This row has ${fields.length} fields; 7 were wanted.`);
    const [, text = '', ...options] = fields;
    const written = options.pop() ?? '';
    const answer = choiceLetters(written);
    if (answer === '') throw new DataFormatError(at, 'This question has no answer; one of A, B, C, D was wanted.');
    if (!answer || !/^[A-D]$/.test(answer)) {
      throw new DataFormatError(at, `The answer of this question is "${written}"; one of A, B, C, D was wanted.`);
    }
    yield { text, options, answer };
  }
  if (isFirst) throw new DataFormatError(file.name, 'is empty.');
}
