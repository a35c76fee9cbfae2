import {
  exitCodes,
  StudyError,
  UnreadableTextError,
  WeitiaoError,
  type Answer,
  type Evaluator,
  type Item,
  type Subject,
} from '@weitiao/core';
import { isChoice } from './batches.js';
import type { Settings } from './evaluation-options.js';

/** Asks the subject the questions of a batch. @returns an answer a question, in order @throws DataFormatError on one that the subject cannot read */
export async function* ask(asking: AskedOf, batch: readonly Item[]): AsyncGenerator<Answer, void, undefined> {
  try {
    yield* answersOf(asking, batch);
  } catch (error) {
    throw UnreadableTextError.named(
      error,
      (index) => `benchmark ${asking.evaluator.name}, question ${batch[index]?.id}`,
    );
  }
}

interface AskedOf {
  readonly subject: Subject;
  readonly evaluator: Evaluator;
  readonly settings: Settings;
}

async function* answersOf(
  { subject, evaluator: { name }, settings: { generation } }: AskedOf,
  batch: readonly Item[],
): AsyncGenerator<Answer, void, undefined> {
  const choices = batch.filter(isChoice);
  let answered = 0;
  if (choices.length > 0) {
    if (!subject.score) {
      throw new StudyError(
        `Benchmark ${name} compares the likelihoods of options, and this subject gives none. Choose a protocol of ${name} that generates, or ask a model that is loaded here.`,
      );
    }
    const questions = choices.map(({ conversation, options }) => ({ conversation, completions: options }));
    for await (const logProbabilities of subject.score(questions)) {
      yield likeliest(logProbabilities, choices[answered++]!);
    }
  } else {
    const conversations = batch.map(({ conversation }) => conversation);
    for await (const text of subject.generate(conversations, generation)) {
      answered++;
      yield { text };
    }
  }
  if (answered !== batch.length) {
    throw new WeitiaoError(`The subject gave ${answered} answers to ${batch.length} questions.`, exitCodes.defect);
  }
}

function likeliest(
  logProbabilities: readonly number[],
  { id, options }: Item & { options: readonly string[] },
): Answer {
  const wanted = options.length;
  if (logProbabilities.length !== wanted || !logProbabilities.every(Number.isFinite)) {
    throw new WeitiaoError(
      `The subject gave the log-probabilities ${logProbabilities.join(', ')} for question ${id}; ${wanted} finite numbers were wanted, one an option.`,
      exitCodes.defect,
    );
  }
  return { logProbabilities: [...logProbabilities], choice: logProbabilities.indexOf(Math.max(...logProbabilities)) };
}
