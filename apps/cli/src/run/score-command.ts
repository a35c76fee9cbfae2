import { DataFormatError, UnreadableTextError } from '@weitiao/core';
import { scoreCompletions, type Question } from '@weitiao/inference';
import { z } from 'zod';
import type { ScoreOptions } from '../commands/score.js';
import { print, printJson, type Console } from '../console.js';
import { located } from '../hub/located.js';
import { answerLines } from '../lines/answer-lines.js';
import type { Line } from '../lines/json-lines.js';
import { lineProgress } from '../lines/line-progress.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { openSubject, stateOf, type OpenSubject } from './open-subject.js';
import { checkIds, tokenIds } from './token-ids.js';

const wanted = '{"prompt": str, "completion": str} or {"tokens": [int], "from": int}';
const form = z.union(
  [
    z.strictObject({ prompt: z.string(), completion: z.string() }),
    z.strictObject({
      tokens: tokenIds,
      from: z.int('wanted a whole number').min(1, 'wanted a whole number of at least 1'),
    }),
  ],
  'not of the wanted form',
);
type ScoreLine = z.output<typeof form>;

/** As many as the library sorts by length at once. */
const window = 256;

export async function runScoreCommand(given: ScoreOptions, console: Console): Promise<number> {
  using stopping = stopOnSignals();
  const { signal } = stopping;
  const options = await located(given, console, signal);
  let subject: OpenSubject | undefined;
  try {
    const count = await answerLines({
      ...options,
      form,
      wanted,
      window,
      signal,
      identity: `score\n${options.threads}\n${stateOf(options)}`,
      progress: lineProgress(console.err, 'scored'),
      prepare: async () => {
        const opened = (subject = await openSubject(options, console));
        return (lines) => scoreLines(opened, lines);
      },
    });
    if (options.json) printJson(console.out, { type: 'result', lines: count, output: options.output });
    else print(console.out, `${count} lines written to ${options.output}`);
    return 0;
  } finally {
    await subject?.[Symbol.asyncDispose]();
  }
}

interface Pair {
  readonly prompt: readonly number[];
  readonly completion: readonly number[];
}

/** Lines that follow each other and share their prompt are options of one question: the prompt is read once. */
async function scoreLines(
  subject: OpenSubject,
  lines: readonly Line<ScoreLine>[],
): Promise<{ tokens: readonly number[]; logprobs: readonly number[] }[]> {
  const pairs = lines.map((line) => pairOf(subject, line));
  const questions: { at: string; prompt: readonly number[]; completions: (readonly number[])[] }[] = [];
  pairs.forEach(({ prompt, completion }, index) => {
    const last = questions.at(-1);
    if (last && last.prompt.join() === prompt.join()) last.completions.push(completion);
    else questions.push({ at: lines[index]!.at, prompt, completions: [completion] });
  });
  const scores: (readonly number[])[] = [];
  try {
    for await (const ofQuestion of scoreCompletions({ ...subject, questions: questions satisfies Question[] }))
      scores.push(...ofQuestion);
  } catch (error) {
    throw UnreadableTextError.named(error, (index) => toldLines(questions[index]!));
  }
  return pairs.map(({ completion }, index) => ({ tokens: completion, logprobs: scores[index]! }));
}

/** Where the lines of a question stand. */
const toldLines = ({ at, completions: { length } }: { at: string; completions: readonly unknown[] }): string =>
  length === 1 ? at : `${at}, or one of the next ${length - 1} with the same prompt`;

/** ids(prompt, with the tokenizer's own specials) and ids(completion, with none), each by itself. */
function pairOf({ tokenizer, model }: OpenSubject, { at, value }: Line<ScoreLine>): Pair {
  if ('tokens' in value) {
    const { tokens, from } = value;
    checkIds(tokens, model.vocabulary, at);
    if (from >= tokens.length)
      throw new DataFormatError(
        at,
        `"from" is ${from}, and there are ${tokens.length} tokens: wanted a number from 1 to ${tokens.length - 1}.`,
      );
    return { prompt: tokens.slice(0, from), completion: tokens.slice(from) };
  }
  const prompt = tokenizer.encode(value.prompt, { specials: true });
  const completion = tokenizer.encode(value.completion);
  if (prompt.length === 0)
    throw new DataFormatError(
      at,
      'the prompt has no tokens, so nothing stands before the first token of the completion. Give at least one character.',
    );
  if (completion.length === 0)
    throw new DataFormatError(at, 'the completion has no tokens, so there is nothing to score.');
  return { prompt, completion };
}
