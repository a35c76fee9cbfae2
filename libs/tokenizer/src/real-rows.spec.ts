import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { single } from './__fixtures__/conversations.js';
import { folderWithTokens, type TokenizerFolder } from './__fixtures__/folder-with-tokens.js';
import { hasShared, sharedFile, withShared } from './__fixtures__/folders.js';
import { encodeExample } from './encode-example.js';
import { encodePrompt } from './encode-prompt.js';
import { loadTokenizer } from './load-tokenizer.js';
import { template, templateNames } from './templates/index.js';
import type { Tokenizer } from './tokenizer.js';

let folder: TokenizerFolder;
let tokenizer: Tokenizer;
beforeAll(async () => {
  folder = await folderWithTokens();
  tokenizer = await loadTokenizer(folder.path);
});
afterAll(async () => folder[Symbol.asyncDispose]());

interface Row {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
}
interface GoldenBatch {
  readonly input_ids: readonly (readonly number[])[];
  readonly labels: readonly (readonly number[])[];
  readonly attention_mask: readonly (readonly number[])[];
}
const readShared = <T>(path: string) => JSON.parse(readFileSync(sharedFile(path), 'utf8')) as T;
const zhRows = () => readShared<Row[]>('data/LLaMA-Factory/data/alpaca_zh_demo.json');

describe('real rows', () => {
  const run = hasShared ? it : it.skip;

  run(withShared('give the tokens and labels that Python gave, on all 200 rows of the golden batches'), () => {
    const examples = zhRows()
      .filter(({ input }) => input === '')
      .slice(0, 220)
      .map(({ instruction, output }) =>
        encodeExample(single(instruction, output), template('alpaca'), tokenizer, {
          maxLength: 160,
          onTooLong: 'truncate',
        }),
      )
      .flatMap((example) => ('dropped' in example ? [] : [example]));
    const golden = readShared<GoldenBatch[]>('golden/batches.json').flatMap(({ input_ids, labels, attention_mask }) =>
      input_ids.map((ids, row) => {
        const length = attention_mask[row]!.filter((visible) => visible === 1).length;
        return { tokens: ids.slice(0, length), labels: labels[row]!.slice(0, length) };
      }),
    );
    expect(golden).toHaveLength(200);
    expect(examples.slice(0, 200).map(({ tokens, labels }) => ({ tokens, labels }))).toEqual(golden);
  });

  for (const name of templateNames) {
    run(withShared(`are asked in inference with the very tokens of training: template ${name}, 300 rows`), () => {
      for (const { instruction, input, output } of zhRows().slice(0, 300)) {
        const conversation = single(instruction, output, input);
        const example = encodeExample(conversation, template(name), tokenizer, { maxLength: 4096, onTooLong: 'drop' });
        const { tokens, labels } = 'dropped' in example ? { tokens: [], labels: [] } : example;
        const start = labels.findIndex((label) => label >= 0);
        expect(encodePrompt(conversation, template(name), tokenizer)).toEqual(tokens.slice(0, start));
      }
    });
  }
});
