import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bloomIds } from './__fixtures__/bloom-ids.js';
import { hasShared, modelFolder, sharedFile, withShared } from './__fixtures__/folders.js';
import { digest, realTexts } from './__fixtures__/real-texts.js';
import { loadTokenizer } from './load-tokenizer.js';
import type { Tokenizer } from './tokenizer.js';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(modelFolder);
});

describe('ids as the Rust library gives them', () => {
  it('compares against the tokenizer that the fixture was made with', () => {
    const content = readFileSync(join(modelFolder, 'tokenizer.json'));
    expect(createHash('sha256').update(content).digest('hex')).toBe(bloomIds.tokenizer);
  });

  it.each(bloomIds.own)('of $text', ({ text, ids }) => {
    expect(tokenizer.encode(text)).toEqual(ids);
    expect(tokenizer.decode(ids)).toBe(text);
  });

  it.each(bloomIds.decoded)('and the text of $ids', ({ ids, text, plain }) => {
    expect(tokenizer.decode(ids)).toBe(text);
    expect(tokenizer.decode(ids, { skipSpecials: true })).toBe(plain);
  });
});

describe('real texts', () => {
  it('are at least ten thousand', () => {
    expect(bloomIds.files.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(10_000);
  });

  const run = hasShared ? it : it.skip;
  for (const file of bloomIds.files) {
    run(withShared(`have the same ids: ${file.count} ${file.texts} of ${file.file}`), () => {
      const texts = realTexts(sharedFile(`data/${file.file}`), file, bloomIds.longest, bloomIds.odd);
      const rows = texts.map((text) => tokenizer.encode(text));
      const blocks = file.blocks.map((_, block) =>
        digest(rows.slice(block * bloomIds.block, (block + 1) * bloomIds.block)),
      );
      expect(texts).toHaveLength(file.count);
      expect(rows.reduce((sum, ids) => sum + ids.length, 0)).toBe(file.tokens);
      expect(blocks).toEqual(file.blocks);
      expect(rows.map((ids) => tokenizer.decode(ids))).toEqual(texts);
    });
  }
});
