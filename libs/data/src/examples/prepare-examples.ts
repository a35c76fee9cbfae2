import { tmpdir } from 'node:os';
import type { Conversation, InstructionSource, Services } from '@weitiao/core';
import { encodeExample, type EncodeExampleOptions, type Template, type Tokenizer } from '@weitiao/tokenizer';
import { ExampleStore } from './example-store.js';
import { describeReport, type PreparationReport } from './preparation-report.js';
import { prepared, type PreparedExamples } from './prepared.js';

export interface PrepareExamplesSpec extends EncodeExampleOptions {
  readonly source: InstructionSource;
  readonly services: Services;
  readonly template: Template;
  readonly tokenizer: Tokenizer;
  /** The first so many rows of the source; all when absent. */
  readonly rows?: number;
  /** Where the temporary file is made; the system's folder for such files when absent. */
  readonly folder?: string;
}

/**
 * Reads a source, leaves out what cannot be trained, renders, masks and tokenises the rest. Rows that are left out or cut off are counted
 * and told to `services.warn`.
 * @throws DataFormatError when a row is not as it must be, or none is left
 */
export async function prepareExamples(spec: PrepareExamplesSpec): Promise<PreparedExamples> {
  const store = new ExampleStore(spec.folder ?? tmpdir());
  return prepared(store, spec, () => fill(store, spec), emptyBecause);
}

async function fill(store: ExampleStore, spec: PrepareExamplesSpec): Promise<PreparationReport> {
  const { source, services, template, tokenizer, rows: limit = Infinity } = spec;
  const dropped = { 'too-long': 0, 'nothing-to-train': 0, 'no-instruction': 0 };
  let [rows, truncated, tokens, trainedTokens, untrainedReplies] = [0, 0, 0, 0, 0];
  for await (const conversation of limit > 0 ? source.conversations(services) : []) {
    services.signal.throwIfAborted();
    const id = rows++;
    const example = asksSomething(conversation)
      ? encodeExample(conversation, template, tokenizer, spec)
      : ({ dropped: 'no-instruction' } as const);
    if ('dropped' in example) dropped[example.dropped]++;
    else {
      store.add({ id, ...example });
      truncated += Number(example.truncated);
      untrainedReplies += example.untrainedReplies;
      tokens += example.tokens.length;
      trainedTokens += store.trained(store.count - 1);
    }
    if (rows >= limit) break;
  }
  const report = { rows, kept: store.count, truncated, dropped, tokens, trainedTokens };
  return untrainedReplies > 0 ? { ...report, untrainedReplies } : report;
}

function asksSomething({ turns }: Conversation): boolean {
  return turns.some(({ role, content, input = '' }) => role === 'user' && `${content}${input}`.trim() !== '');
}

const emptyBecause = (report: PreparationReport): string =>
  report.rows === 0
    ? 'holds no rows; there is nothing to train on.'
    : `leaves nothing to train on. ${describeReport(report) ?? ''} Raise maxLength, or look at the rows: weitiao inspect data.`;
