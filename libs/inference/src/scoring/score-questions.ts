import type { BaseModel } from '@weitiao/core';
import { batchesByLength } from '../batching/batches-by-length.js';
import type { Reader } from '../reading/reader.js';
import { rowsAtOnce } from '../reading/rows-at-once.js';
import { logProbabilities } from './log-probabilities.js';
import type { Question } from './question.js';

/**
 * Reads each prompt once. The first token of every completion is judged by what follows the prompt; what longer ones still need is read
 * behind copies of the cache.
 * @returns question → completion → natural-log probability of each token
 */
export function scoreQuestions(
  reader: Reader,
  questions: readonly Question[],
  model: BaseModel,
  batchTokens: number,
): number[][][] {
  const { vocabulary } = model;
  const prompts = questions.map(({ prompt }) => prompt);
  const firsts = reader.read(prompts, (reading) => {
    const wanted = questions.map(({ prompt, completions }, row) => ({
      place: reading.at(row, prompt.length - 1),
      tokens: completions.map((completion) => completion[0]!),
    }));
    return logProbabilities(reading, wanted, vocabulary);
  });
  const scores = firsts.map((ofQuestion) => ofQuestion.map((first) => [first]));
  const longer = questions.flatMap(({ completions }, row) =>
    completions.flatMap((tokens, order) => (tokens.length > 1 ? [{ row, order, tokens }] : [])),
  );
  const lengths = longer.map(({ tokens }) => tokens.length - 1);
  const rows = rowsAtOnce(model.cache, reader.keys + Math.max(...lengths));
  for (const batch of batchesByLength(lengths, { rows, tokens: batchTokens })) {
    const part = batch.map((index) => longer[index]!);
    const rests = scoreRests(reader, part, vocabulary);
    part.forEach(({ row, order }, index) => scores[row]![order]!.push(...rests[index]!));
  }
  return scores;
}

interface LongCompletion {
  /** Its question's row in the batch. */
  readonly row: number;
  readonly tokens: readonly number[];
}

/** @returns for each completion the natural-log probability of its second token and those after */
function scoreRests(reader: Reader, completions: readonly LongCompletion[], vocabulary: number): number[][] {
  using copy = reader.select(completions.map(({ row }) => row));
  const found = copy.read(
    completions.map(({ tokens }) => tokens.slice(0, -1)),
    (reading) => {
      const wanted = completions.flatMap(({ tokens }, row) =>
        tokens.slice(1).map((token, index) => ({ place: reading.at(row, index), tokens: [token] })),
      );
      return logProbabilities(reading, wanted, vocabulary).map(([value]) => value!);
    },
  );
  let taken = 0;
  return completions.map(({ tokens }) => found.slice(taken, (taken += tokens.length - 1)));
}
