import { tmpdir } from 'node:os';
import type { Services, TextSource } from '@weitiao/core';
import { encodeDocument, type Tokenizer } from '@weitiao/tokenizer';
import { BlockStore } from './block-store.js';
import { BlockCutter, type DocumentView } from './cut-blocks.js';
import type { PreparationReport } from './preparation-report.js';
import { prepared, type PreparedExamples } from './prepared.js';

export interface PrepareBlocksSpec {
  readonly source: TextSource;
  readonly services: Services;
  readonly tokenizer: Tokenizer;
  /** Tokens of every block. */
  readonly blockLength: number;
  readonly documents: DocumentView;
  /** Where the temporary file is made; the system's folder for such files when absent. */
  readonly folder?: string;
}

/**
 * Reads the documents of a source, tokenises them, ends each with the end of text, and cuts them into blocks.
 * @throws DataFormatError when a document is not as it must be, or there is less text than one block
 */
export async function prepareBlocks(spec: PrepareBlocksSpec): Promise<PreparedExamples<BlockStore>> {
  const store = new BlockStore(spec.folder ?? tmpdir());
  return prepared(
    store,
    spec,
    () => fill(store, spec),
    (report) => tooShort(report, spec.blockLength),
  );
}

async function fill(store: BlockStore, spec: PrepareBlocksSpec): Promise<PreparationReport> {
  const { source, services, tokenizer, blockLength, documents } = spec;
  const cutter = new BlockCutter(blockLength, documents);
  const dropped = { 'too-long': 0, 'nothing-to-train': 0, 'no-instruction': 0 };
  let [rows, trainedTokens] = [0, 0];
  for await (const document of source.documents(services)) {
    services.signal.throwIfAborted();
    rows++;
    for (const block of cutter.add(encodeDocument(document, tokenizer))) {
      store.add(block);
      trainedTokens += store.trained(store.count - 1);
    }
  }
  const kept = store.count;
  return { rows, kept, truncated: 0, dropped, tokens: kept * blockLength, trainedTokens, rest: cutter.rest };
}

const tooShort = ({ rows, rest = 0 }: PreparationReport, blockLength: number): string =>
  rows === 0
    ? 'holds no documents; there is nothing to train on.'
    : `has ${rest.toLocaleString('en-US')} tokens in ${rows.toLocaleString('en-US')} documents, less than one block of ${blockLength.toLocaleString('en-US')}. Lower maxLength, or give more text.`;
