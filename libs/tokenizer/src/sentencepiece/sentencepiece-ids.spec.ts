import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bloomIds } from '../__fixtures__/bloom-ids.js';
import { hasShared, sharedFile, withShared } from '../__fixtures__/folders.js';
import { digest, realTexts } from '../__fixtures__/real-texts.js';
import { readPieceModel } from './index.js';
import { PieceCodec } from './piece-codec.js';
import type { RealTexts } from '../__fixtures__/real-texts.js';

interface Decoded {
  readonly ids: readonly number[];
  readonly text: string;
}
interface SentencepieceIds {
  readonly longest: number;
  readonly block: number;
  readonly own: readonly {
    readonly model: string;
    readonly texts: readonly { readonly text: string; readonly ids: readonly number[]; readonly decoded: string }[];
    readonly odd: readonly Decoded[];
  }[];
  readonly real: readonly {
    readonly model: string;
    readonly sha256: string;
    readonly odd: readonly Decoded[];
    readonly files: readonly (RealTexts & { readonly decoded: string })[];
  }[];
}

const fixture = (name: string) => join(import.meta.dirname, '__fixtures__', name);
/** Written by tools/fixtures/sentencepiece_ids.py. */
const expected = JSON.parse(readFileSync(fixture('sentencepiece-ids.json'), 'utf8')) as SentencepieceIds;
const open = async (path: string) => new PieceCodec(path, await readPieceModel(path));

describe.each(expected.own)('ids as sentencepiece gives them: $model', ({ model, texts, odd }) => {
  let codec: PieceCodec;
  beforeAll(async () => (codec = await open(fixture(`${model}.model`))));

  it.each(texts)('$text', ({ text, ids, decoded }) => {
    expect(codec.encode(text)).toEqual(ids);
    expect(codec.decode(ids)).toBe(decoded);
  });

  it.each(odd)('the text of $ids', ({ ids, text }) => {
    expect(codec.decode(ids)).toBe(text);
  });
});

describe.each(expected.real)('real texts by $model', ({ model, sha256, odd, files }) => {
  const run = hasShared ? it : it.skip;
  let codec: PieceCodec;
  beforeAll(async () => {
    if (hasShared) codec = await open(sharedFile(`data/${model}`));
  });

  it('are at least ten thousand', () => {
    expect(files.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(10_000);
  });

  run(withShared('are compared by the model that the fixture was made with'), () => {
    const content = readFileSync(sharedFile(`data/${model}`));
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    for (const { ids, text } of odd) expect(codec.decode(ids)).toBe(text);
  });

  for (const file of files) {
    run(withShared(`have the same ids: ${file.count} ${file.texts} of ${file.file}`), () => {
      const texts = realTexts(sharedFile(`data/${file.file}`), file, expected.longest, bloomIds.odd);
      const rows = texts.map((text) => codec.encode(text));
      const blocks = file.blocks.map((_, block) =>
        digest(rows.slice(block * expected.block, (block + 1) * expected.block)),
      );
      const decoded = createHash('sha256').update(rows.map((ids) => codec.decode(ids)).join('\n'));
      expect(rows).toHaveLength(file.count);
      expect(rows.reduce((sum, ids) => sum + ids.length, 0)).toBe(file.tokens);
      expect(blocks).toEqual(file.blocks);
      expect(decoded.digest('hex').slice(0, 12)).toBe(file.decoded);
    });
  }
});

describe('laws', () => {
  const text = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('训', '练', ' ', '今', '天', '<|', '<n>', '▁')), maxLength: 40 }); // prettier-ignore

  it('byte fallback gives every text back, but for the sign that stands for a blank', async () => {
    const codec = await open(fixture('bpe.model'));
    fc.assert(
      fc.property(text, (sample) => {
        const ids = codec.encode(sample);
        expect(codec.decode(ids)).toBe(Buffer.from(sample).toString().replaceAll('▁', ' '));
        expect(ids).not.toContain(codec.vocabulary.unknownId);
      }),
    );
  });

  it('what was decoded is encoded and decoded to itself', async () => {
    const codec = await open(fixture('unigram.model'));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (sample) => {
        const known = codec.encode(sample).filter((id) => id !== codec.vocabulary.unknownId);
        const once = codec.decode(known);
        expect(codec.decode(codec.encode(once))).toBe(once);
      }),
    );
  });

  it('texts that a line break parts are encoded each by itself', async () => {
    const codec = await open(fixture('symbols.model'));
    fc.assert(
      fc.property(text, text, (first, second) => {
        // No piece of this model holds a line break, so nothing merges over it.
        const apart = [...codec.encode(first), ...codec.encode('\n'), ...codec.encode(second)];
        expect(codec.encode(`${first}\n${second}`)).toEqual(apart);
      }),
    );
  });
});
