import { StudyError } from '@weitiao/core';
import { batchesByLength } from '../batching/batches-by-length.js';
import { breathe } from '../batching/breathe.js';
import { checkLength, readableBy } from '../reading/check-length.js';
import { checkTokens } from '../reading/check-tokens.js';
import { Reader } from '../reading/reader.js';
import type { TunedModel } from '../reading/tuned-model.js';
import { parseSampling, type Sampling, type SamplingInput } from '../sampling/sampling-options.js';
import { AnswerRow, type Answer } from './answer-row.js';
import { chooseNext } from './choose-next.js';

export interface GenerationSpec extends TunedModel {
  readonly prompts: readonly (readonly number[])[];
  /** The prompts' own names, for the random draws; their indices when absent. */
  readonly ids?: readonly (string | number)[];
  readonly maxNewTokens: number;
  /** Tokens that end an answer. */
  readonly endOfText?: readonly number[];
  /** Greedy when absent. */
  readonly sampling?: SamplingInput;
  readonly seed?: number;
  /** How many prompts are answered together. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
  /** Hears every new token at once, also the one that ends an answer; `index` is the prompt's. */
  readonly onToken?: (index: number, token: number) => void;
}

/**
 * Answers prompts in batches of similar length; an answer comes out as soon as it is finished, so not in the prompts' order. A draw depends
 * on (seed, the prompt's id, place in the answer), so an answer does not depend on the batch that it came in. An answer ends where the model's
 * positions do.
 * @throws OptionsError, StudyError on options that cannot be; UnreadableTextError on a prompt that is empty, too long or of another vocabulary
 */
export async function* generateTokens(spec: GenerationSpec): AsyncGenerator<Answer, void, undefined> {
  const { prompts, ids, maxNewTokens, batchSize = 8 } = spec;
  const sampling = parseSampling(spec.sampling ?? {});
  requireCount('maxNewTokens', maxNewTokens);
  requireCount('batchSize', batchSize);
  if (ids && ids.length !== prompts.length) {
    throw new StudyError(`There are ${ids.length} ids for ${prompts.length} prompts; give one for each, or none.`);
  }
  const { vocabulary, longest } = readableBy(spec);
  prompts.forEach((prompt, index) => {
    const text = { index, name: `prompt ${index}` };
    checkTokens(text, prompt, vocabulary);
    checkLength(text, prompt.length, longest);
  });
  const lengths = prompts.map((prompt) => prompt.length);
  for (const batch of batchesByLength(lengths, { rows: batchSize })) {
    const rows = batch.map((index) => {
      const prompt = prompts[index]!;
      // The last token of an answer is never read, so it needs no position.
      const mostTokens = Math.min(maxNewTokens, longest - prompt.length + 1);
      return new AnswerRow(index, ids?.[index] ?? index, prompt, mostTokens);
    });
    yield* answerBatch(spec, rows, sampling);
  }
}

async function* answerBatch(spec: GenerationSpec, all: AnswerRow[], sampling: Sampling): AsyncGenerator<Answer> {
  const { seed = 0, signal } = spec;
  const endOfText = new Set(spec.endOfText);
  let reader = new Reader(spec);
  let rows = all;
  let fresh = rows.map(({ prompt }) => prompt);
  try {
    while (rows.length > 0) {
      await breathe(signal);
      const lengths = fresh.map((tokens) => tokens.length);
      const next = reader.read(fresh, (reading) => chooseNext(reading, lengths, rows, sampling, seed));
      rows.forEach((row, index) => {
        row.add(next[index]!, endOfText);
        spec.onToken?.(row.index, next[index]!);
      });
      yield* rows.filter(({ finished }) => finished).map((row) => row.answer());
      const going = rows.flatMap(({ finished }, index) => (finished ? [] : [index]));
      if (going.length > 0 && going.length < rows.length) {
        using whole = reader;
        reader = whole.select(going);
      }
      rows = going.map((index) => rows[index]!);
      fresh = rows.map(({ tokens }) => tokens.slice(-1));
    }
  } finally {
    reader[Symbol.dispose]();
  }
}

function requireCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new StudyError(`${name} is ${value}; wanted a whole number of at least 1.`);
}
