import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { describeInstructionSource } from '@weitiao/conformance';
import { DataFormatError, OptionsError } from '@weitiao/core';
import { conversationsOf, hasShared, services, sharedData, withShared } from './__fixtures__/services.js';
import alpaca from './index.js';

const fixtures = fileURLToPath(new URL('__fixtures__', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'weitiao-alpaca-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (from: string, rows?: number) => conversationsOf(alpaca({ from, rows }), services(fixtures));
const readText = (content: string) => {
  writeFileSync(join(folder, 'rows.json'), content);
  return conversationsOf(alpaca({ from: 'rows.json' }), services(folder));
};

const faulty = '[\n{"instruction": "a", "output": "b"},\n{"instruction": "a"}]';
const many = Array.from({ length: 3000 }, (_, index) => ({
  instruction: `问${index}`,
  input: '',
  output: '答'.repeat(30),
}));
const contents = { 'many.json': JSON.stringify(many), 'many.jsonl': many.map((row) => JSON.stringify(row)).join('\n') };

// More than is read at once, so that a file is open when nobody reads on.
for (const [file, content] of Object.entries(contents)) {
  writeFileSync(join(folder, file), content);
  describeInstructionSource({
    title: `alpaca, ${file}`,
    source: () => alpaca({ from: file }),
    count: many.length,
    malformed: { source: () => alpaca({ from: 'faulty.json' }), at: 'faulty.json:3' },
    folder,
  });
}
writeFileSync(join(folder, 'faulty.json'), faulty);

describe('dataset alpaca', () => {
  it('reads an array: instruction and input asked, output answered', async () => {
    expect(await read('rows.json')).toEqual([
      {
        turns: [
          { role: 'user', content: '把下面的句子翻译成英文。', input: '今天天气很好。' },
          { role: 'assistant', content: 'The weather is nice today.' },
        ],
      },
      {
        turns: [
          { role: 'user', content: '介绍一下北京。' },
          { role: 'assistant', content: '北京是中国的首都。\n它有三千多年的历史。' },
        ],
      },
      {
        turns: [
          { role: 'user', content: '写一首关于春天的诗。' },
          { role: 'assistant', content: '春风又绿江南岸。' },
        ],
      },
    ]);
  });

  it('reads lines just so, by any path', async () => {
    expect(await read('rows.jsonl')).toEqual(await read('rows.json'));
    expect(await read(join(fixtures, 'rows.jsonl'))).toEqual(await read('rows.json'));
  });

  it('reads no more rows than asked for', async () => {
    expect(await read('rows.json', 2)).toEqual((await read('rows.json')).slice(0, 2));
    expect(await read('rows.json', 9)).toHaveLength(3);
  });

  it('names file, line and field of a row that is not as it must be', async () => {
    await expect(
      readText('[\n{"instruction": "a", "input": "", "output": "b"},\n{"instruction": "a", "outputs": "b"}]'),
    ).rejects.toThrow(
      new DataFormatError(
        'rows.json:3',
        'This row has no field "output". Did you mean "outputs"?\n  It has: instruction, outputs',
      ),
    );
    await expect(readText('{"instruction": "a", "output": 5}')).rejects.toThrow(
      'rows.json:1: Field "output" is 5; a text was wanted.',
    );
    await expect(readText('[{"instruction": "a", "input": ["x"], "output": "b"}]')).rejects.toThrow(
      /Field "input" is \["x"\]/,
    );
    await expect(readText('["a"]')).rejects.toThrow(
      'rows.json:1: This row is "a"; an object with instruction, input and output was wanted.',
    );
    await expect(readText('[{"instruction": "a",\n "output": "b"},\n {"instruction" "a"}]')).rejects.toThrow(
      /^rows.json:3: is not valid JSON/,
    );
    await expect(readText('')).rejects.toThrow('rows.json: is empty.');
    await expect(read('rows.josn')).rejects.toThrow(/^rows.josn: no such file .* Did you mean "rows.json(l)?"\?/);
  });

  it('knows its options', () => {
    expect(() => alpaca({ from: 'x', row: 3 } as never)).toThrow(OptionsError);
    expect(() => alpaca({ from: 'x', row: 3 } as never)).toThrow(
      /dataset alpaca has no option "row". Did you mean "rows"\?/,
    );
    expect(() => alpaca({ from: '' })).toThrow(OptionsError);
  });

  const run = hasShared ? it : it.skip;
  run.each([
    ['LLaMA-Factory/data/alpaca_zh_demo.json', 1000],
    ['LLaMA-Factory/data/alpaca_en_demo.json', 999],
    ['Alpaca-CoT/formatted_cot_data/aqua_train.json', 2728],
    ['BELLE/train/utils/data/dev1K.json', 1000],
  ])(withShared('reads all of %s'), async (from, rows) => {
    expect(await conversationsOf(alpaca({ from }), services(sharedData))).toHaveLength(rows);
  });
});
