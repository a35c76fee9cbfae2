import type { Conversation } from '@weitiao/core';
import { generateTokens, samplingOptions } from '@weitiao/inference';
import { checkTemplateName, encodePrompt, openTemplate, stopIds, type Template } from '@weitiao/tokenizer';
import { z } from 'zod';
import type { GenerateOptions } from '../commands/generate.js';
import { tellOtherTemplate } from '../adapter/tell-other-template.js';
import { print, printJson, type Console } from '../console.js';
import { located } from '../hub/located.js';
import { answerLines } from '../lines/answer-lines.js';
import type { Line } from '../lines/json-lines.js';
import { lineProgress } from '../lines/line-progress.js';
import { templateReferenceOf } from '../program/template-reference-of.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { openSubject, stateOf, type OpenSubject } from './open-subject.js';
import { DataFormatError, OptionsError, UnreadableTextError } from '@weitiao/core';
import { checkIds, tokenIds } from './token-ids.js';

const wanted = '{"prompt": str} or {"tokens": [int]}; with a template also {"prompt": str, "input": str}';
const form = z.union(
  [z.strictObject({ prompt: z.string(), input: z.string().optional() }), z.strictObject({ tokens: tokenIds })],
  'not of the wanted form',
);
type PromptLine = z.output<typeof form>;

const batchesInWindow = 16;

export async function runGenerateCommand(given: GenerateOptions, console: Console): Promise<number> {
  checkOptions(given);
  const reference = templateReferenceOf(given.template);
  checkTemplateName(reference);
  using stopping = stopOnSignals();
  const options = await located(given, console, stopping.signal);
  const written = await openTemplate(reference, options.model);
  await tellOtherTemplate(options.adapter ?? [], written, console);
  const {
    model: _model,
    adapter: _adapter,
    input: _input,
    output: _output,
    offline: _offline,
    json: _json,
    ...rest
  } = options;
  const { weights: _weights, ...decisive } = rest;
  let subject: OpenSubject | undefined;
  try {
    const count = await answerLines({
      ...options,
      form,
      wanted,
      window: batchesInWindow * options.batchSize,
      signal: stopping.signal,
      identity: `generate ${written.name} ${written.version}\n${JSON.stringify(decisive)}\n${stateOf(options)}`,
      progress: lineProgress(console.err, 'answered'),
      prepare: async () => {
        const opened = (subject = await openSubject(options, console));
        return (lines) => answer(opened, lines, options, written);
      },
    });
    if (options.json) printJson(console.out, { type: 'result', lines: count, output: options.output });
    else print(console.out, `${count} lines written to ${options.output}`);
    return 0;
  } finally {
    await subject?.[Symbol.asyncDispose]();
  }
}

/** Before anything is loaded. @throws StudyError, OptionsError */
function checkOptions({ temperature, topK, topP, repetitionPenalty }: GenerateOptions): void {
  const sampling = { temperature, topK, topP, repetitionPenalty };
  const parsed = samplingOptions.safeParse(sampling);
  if (!parsed.success) throw OptionsError.from('weitiao generate', samplingOptions, sampling, parsed.error);
}

interface Generated {
  readonly tokens: readonly number[];
  readonly text: string;
  readonly finished: 'end' | 'length';
}

async function answer(
  subject: OpenSubject,
  lines: readonly Line<PromptLine>[],
  options: GenerateOptions,
  written: Template,
): Promise<Generated[]> {
  const { tokenizer } = subject;
  const { temperature, topK, topP, repetitionPenalty, maxNewTokens, seed, batchSize } = options;
  const answers = new Array<Generated>(lines.length);
  const spec = {
    ...subject,
    prompts: lines.map((line) => promptOf(subject, line, written)),
    // A draw depends on the line, not on how many are answered together.
    ids: lines.map(({ number }) => number),
    endOfText: stopIds(written, tokenizer),
    sampling: {
      temperature,
      repetitionPenalty,
      ...(topK === undefined ? {} : { topK }),
      ...(topP === undefined ? {} : { topP }),
    },
    maxNewTokens,
    seed,
    batchSize,
  };
  try {
    for await (const { index, tokens, finished } of generateTokens(spec)) {
      const said = finished === 'end' ? tokens.slice(0, -1) : tokens;
      answers[index] = { tokens, text: tokenizer.decode(said, { skipSpecials: true }), finished };
    }
  } catch (error) {
    throw UnreadableTextError.named(error, (index) => lines[index]!.at);
  }
  return answers;
}

function promptOf(
  { tokenizer, model }: OpenSubject,
  { at, value }: Line<PromptLine>,
  written: Template,
): readonly number[] {
  if ('tokens' in value) {
    checkIds(value.tokens, model.vocabulary, at);
    return value.tokens;
  }
  const { prompt, input } = value;
  if (written.name === 'none' && input !== undefined)
    throw new DataFormatError(
      at,
      '"input" has a place only in a template: give --template, or write it into the prompt.',
    );
  const conversation: Conversation = { turns: [{ role: 'user', content: prompt, ...(input ? { input } : {}) }] };
  const tokens =
    written.name === 'none'
      ? tokenizer.encode(prompt, { specials: true })
      : encodePrompt(conversation, written, tokenizer);
  if (tokens.length === 0) throw new DataFormatError(at, 'the prompt has no tokens. Give at least one character.');
  return tokens;
}
