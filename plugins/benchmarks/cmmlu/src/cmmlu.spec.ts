import { describe, expect, it } from '@jest/globals';
import { BenchmarkFiles, promptOf } from '@weitiao/conformance';
import { DataFormatError, OptionsError, StudyError } from '@weitiao/core';
import cmmlu from './index.js';

const titles = ',Question,A,B,C,D,Answer\n';
const tables = {
  name_en2zh: { anatomy: '解剖学', arts: '艺术学' },
  subcategories: { anatomy: ['biology'], arts: ['arts', 'china specific'] },
  categories: { STEM: ['biology'], Humanities: ['arts'], 'China specific': ['china specific'] },
};
const folder = {
  'data/test/anatomy.csv': `${titles}0,"骨, 几块？",1,2,3,4,B\n1,问,甲,乙,丙,丁,D\n`,
  'data/test/arts.csv': `${titles}0,谁画的？,甲,乙,丙,丁,A\n`,
  'data/dev/anatomy.csv': `${titles}0,例一,甲,乙,丙,丁,C\n1,例二,1,2,3,4,A\n`,
  'data/dev/arts.csv': `${titles}0,例,甲,乙,丙,丁,A\n`,
  'data/categories.json': JSON.stringify(tables),
};

describe('the questions of CMMLU', () => {
  it('are grouped by subject and tagged with all of its categories', async () => {
    using files = new BenchmarkFiles(folder);
    const items = await files.items(cmmlu({ from: 'data' }));
    expect(items.map(({ id, group, tags, reference }) => [id, group, tags, reference])).toEqual([
      ['anatomy/0', 'anatomy', ['STEM'], 'B'],
      ['anatomy/1', 'anatomy', ['STEM'], 'D'],
      ['arts/0', 'arts', ['Humanities', 'China specific'], 'A'],
    ]);
    expect(items[0]!.options).toEqual(['A', 'B', 'C', 'D']);
  });

  it('come after worked examples of their subject', async () => {
    using files = new BenchmarkFiles(folder);
    const items = await files.items(cmmlu({ from: 'data', shots: 2, subjects: ['anatomy'], rows: 1 }));
    expect(items.map(promptOf)).toEqual([
      '以下是关于解剖学的单项选择题，请直接给出正确答案的选项。\n\n' +
        '题目：例一\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n答案是：C\n\n' +
        '题目：例二\nA. 1\nB. 2\nC. 3\nD. 4\n答案是：A\n\n' +
        '题目：骨, 几块？\nA. 1\nB. 2\nC. 3\nD. 4\n答案是：',
    ]);
    await expect(files.items(cmmlu({ from: 'data', shots: 2 }))).rejects.toThrow(
      new StudyError('cmmlu: 2 shots were wanted, and data/dev has 1 of arts.'),
    );
  });

  it("are named by CMMLU's own Python file, as in a clone", async () => {
    const { 'data/categories.json': _, ...clone } = folder;
    const python = `name_en2zh = {\n    "anatomy": "解剖学",\n    "arts":"艺术学",\n}\n
subcategories = {\n    "anatomy": ['biology'],\n    "arts": ['arts','china specific'],\n}\n
categories = {\n    "STEM": ["biology"],\n    "Humanities": ['arts',],\n    "China specific": ["china specific"],\n}\n`;
    using files = new BenchmarkFiles({ ...clone, 'src/categories.py': python });
    using other = new BenchmarkFiles(folder);
    const items = await files.items(cmmlu({ from: 'data' }));
    expect(items).toEqual(await other.items(cmmlu({ from: 'data' })));
    expect(await files.items(cmmlu({ from: 'data', categories: 'src/categories.py' }))).toEqual(items);
  });
});

describe('the protocols', () => {
  it('compare letters, or read the one that is written', async () => {
    using files = new BenchmarkFiles(folder);
    const likelihood = cmmlu({ from: 'data' });
    const generation = cmmlu({ from: 'data', protocol: 'generation', maxNewTokens: 9 });
    const [asked] = await files.items(likelihood);
    const [written] = await files.items(generation);
    expect(written).not.toHaveProperty('options');
    expect(generation.generation).toEqual({ maxNewTokens: 9, temperature: 0 });
    expect(await likelihood.grade(asked!, { logProbabilities: [-3, -1, -2, -4], choice: 1 })).toEqual({ score: 1 });
    const grade = (text: string) => generation.grade(written!, { text });
    expect(await grade('答案是B')).toEqual({ score: 1, note: 'B' });
    expect(await grade('A')).toEqual({ score: 0, note: 'A' });
    expect(await grade('不清楚')).toEqual({ score: null, note: 'no single letter A–D in the answer' });
    await expect((async () => likelihood.grade(asked!, { text: 'B' }))()).rejects.toThrow(/Choose a protocol/);
    await expect((async () => generation.grade(written!, { logProbabilities: [], choice: 0 }))()).rejects.toThrow(
      'cmmlu: the protocol generation reads texts, and got likelihoods.',
    );
  });
});

describe('what is wrong', () => {
  it.each([
    ['1,问,甲,乙,丙,丁,\n', 'This question has no answer; one of A, B, C, D was wanted.'],
    ['1,问,甲,乙,丙,丁,E\n', 'The answer of this question is "E"; one of A, B, C, D was wanted.'],
    ['1,问,甲,乙,丙,丁,AB\n', 'The answer of this question is "AB"; one of A, B, C, D was wanted.'],
    ['1,问,甲,乙,丙,A\n', 'This row has 6 fields; 7 were wanted.'],
  ])('with a row in the middle of a file is told with its line: %j', async (row, fault) => {
    const rows = `${titles}0,问,甲,乙,丙,丁,Ｄ\u3000\n${row}2,问,甲,乙,丙,丁,A\n`;
    using files = new BenchmarkFiles({ ...folder, 'data/test/anatomy.csv': rows });
    await expect(files.items(cmmlu({ from: 'data' }))).rejects.toThrow(
      new DataFormatError('data/test/anatomy.csv:3', fault),
    );
  });

  it('with a file, a folder or an option is told too', async () => {
    using files = new BenchmarkFiles({ ...folder, 'data/test/arts.csv': 'Question,A,B,C,D,Answer\n' });
    const ask = (options: object) => files.items(cmmlu({ from: 'data', ...options }));
    await expect(ask({})).rejects.toThrow(
      'data/test/arts.csv:1: The columns are "Question,A,B,C,D,Answer"; ",Question,A,B,C,D,Answer" was wanted.',
    );
    await expect(ask({ subjects: ['anatmoy'] })).rejects.toThrow('no subject "anatmoy". Did you mean "anatomy"?');
    await expect(ask({ from: 'data/test', categories: 'data/categories.json' })).rejects.toThrow(
      "data/test/test: no such folder. `from` is CMMLU's folder of dev and test.",
    );
    await expect(ask({ categories: 'data/names.json' })).rejects.toThrow(/^data\/names\.json: no such file\. It names/);
    await expect(ask({ categories: 'data/test/anatomy.csv' })).rejects.toThrow(/the tables name_en2zh.* were wanted/);
    expect(() => cmmlu({ from: 'data', shots: 6 })).toThrow(OptionsError);
  });
});
