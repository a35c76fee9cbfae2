import { DataFormatError } from '@weitiao/core';
import { batchesByLength } from '../batching/batches-by-length.js';
import { breathe } from '../batching/breathe.js';
import { inWindows } from '../batching/in-windows.js';
import { checkLength, readableBy, type Readable } from '../reading/check-length.js';
import { checkTokens } from '../reading/check-tokens.js';
import { Reader } from '../reading/reader.js';
import { rowsAtOnce } from '../reading/rows-at-once.js';
import { headersOf } from './headers-of.js';
import type { Question } from './question.js';
import { scoreQuestions } from './score-questions.js';
import { defaultBatchTokens, windowSize, type ScoringSpec } from './scoring-spec.js';

export interface CompletionScoringSpec extends ScoringSpec {
  readonly questions: Iterable<Question> | AsyncIterable<Question>;
}

/**
 * For each question, in their order, the natural-log probability of every token of every completion. A prompt is read once for all its
 * completions, and what many prompts begin with (instructions, worked examples) once for all of them.
 * @throws UnreadableTextError on a prompt or completion that is empty, too long or of another vocabulary
 */
export async function* scoreCompletions(
  spec: CompletionScoringSpec,
): AsyncGenerator<readonly (readonly number[])[], void, undefined> {
  const { model, questions, batchTokens = defaultBatchTokens, signal } = spec;
  const readable = readableBy(spec);
  let done = 0;
  for await (const window of inWindows(questions, windowSize)) {
    window.forEach((question, index) => check(question, done + index, readable));
    const scores = new Array<number[][]>(window.length);
    const prompts = window.map(({ prompt }) => prompt);
    // What is read in both directions cannot be read in part.
    const groups = model.divide ? [{ header: [], members: [...prompts.keys()] }] : headersOf(prompts);
    for (const { header, members } of groups) {
      await breathe(signal);
      using before = new Reader(spec);
      if (header.length > 0) before.read([header], () => undefined);
      const rests = members.map((index) => window[index]!.prompt.slice(header.length));
      const lengths = rests.map(({ length }) => length);
      const rows = rowsAtOnce(model.cache, header.length + Math.max(...lengths));
      for (const batch of batchesByLength(lengths, { rows, tokens: batchTokens })) {
        await breathe(signal);
        using reader = header.length > 0 ? before.select(batch.map(() => 0)) : new Reader(spec);
        const part = batch.map((member) => ({ ...window[members[member]!]!, prompt: rests[member]! }));
        const found = scoreQuestions(reader, part, model, batchTokens);
        batch.forEach((member, row) => (scores[members[member]!] = found[row]!));
      }
    }
    yield* scores;
    done += window.length;
  }
}

function check({ prompt, completions }: Question, index: number, { vocabulary, longest }: Readable): void {
  const part = (what: string) => ({ index, name: `question ${index}, ${what}` });
  checkTokens(part('prompt'), prompt, vocabulary);
  completions.forEach((completion, order) => {
    checkTokens(part(`completion ${order}`), completion, vocabulary);
    const read = prompt.length + completion.length - 1;
    checkLength(part(`completion ${order} with its prompt`), read, longest);
  });
  if (completions.length === 0)
    throw new DataFormatError(`question ${index}`, 'it has no completions, and at least one is wanted.');
}
