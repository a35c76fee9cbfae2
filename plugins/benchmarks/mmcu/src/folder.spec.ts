import { describe, expect, it } from '@jest/globals';
import { BenchmarkFiles, promptOf } from '@weitiao/conformance';
import { DataFormatError, StudyError } from '@weitiao/core';
import mmcu from './index.js';

const titles = '题目,选项A,选项B,选项C,选项D,答案\n';
const folder = {
  'MMCU/test/法律.csv': `${titles}几岁成年？,16,18,20,,B\n"下列哪些, 有效？",A、合同,B、遗嘱,C、口头,D、赠与,ＡＢ\n`,
  'MMCU/test/护理学690题.csv': `${titles}体温？,36,37,38,39,B\n`,
  'MMCU/dev/法律.csv': `${titles}例一,甲,乙,丙,丁,A\n例二,A. 甲,B. 乙,C. 丙,D. 丁,"C, D"\n`,
  'MMCU/dev/医疗.csv': `${titles}医一,甲,乙,丙,丁,D\n医二,甲,乙,丙,丁,A\n`,
};

describe('a folder of tables', () => {
  it('has a subject a file; a last option may be missing', async () => {
    using files = new BenchmarkFiles(folder);
    const items = await files.items(mmcu({ from: 'MMCU', protocol: 'as-published' }));
    expect(items.map(({ id, tags, reference }) => [id, tags, reference])).toEqual([
      ['医疗/护理学/1', ['医疗'], 'B'],
      ['法律/1', ['法律'], 'B'],
      ['法律/2', ['法律'], 'AB'],
    ]);
    expect(promptOf(items[1]!)).toMatch(/\nC\. 20\n正确/);
  });

  it('gives worked examples, of the domain where the subject has none', async () => {
    using files = new BenchmarkFiles(folder);
    const header = '请阅读以下选择题并给出正确选项，不要解释原因。请只给出答案的序号。\n';
    const options = '\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n正确答案的序号是：';
    const published = await files.items(mmcu({ from: 'MMCU', protocol: 'as-published', shots: 2 }));
    expect(promptOf(published[0]!)).toBe(
      `${header}医一${options} D\n\n医二${options} A\n\n体温？\nA. 36\nB. 37\nC. 38\nD. 39\n正确答案的序号是：`,
    );
    // As it is written there; the controlled protocol writes what it then compares.
    expect(promptOf(published[1]!)).toContain(`例一${options} A\n\n例二${options} C, D\n\n几岁`);
    const controlled = await files.items(mmcu({ from: 'MMCU', shots: 2 }));
    expect(promptOf(controlled[1]!)).toContain(`${header}例一${options}A\n\n例二${options}CD\n\n几岁`);
  });

  it('must have as many examples as shots', async () => {
    using files = new BenchmarkFiles({ ...folder, 'exam.json': '[]' });
    await expect(files.items(mmcu({ from: 'MMCU', shots: 3 }))).rejects.toThrow(
      new StudyError('mmcu: 3 shots were wanted, and MMCU/dev has 2 examples of 医疗/护理学.'),
    );
    await expect(files.items(mmcu({ from: 'exam.json', shots: 3 }))).rejects.toThrow(
      'mmcu: 3 shots were wanted of exam.json. Say where worked examples are: examples: FILE.',
    );
  });

  it('may begin with a column of row numbers', async () => {
    using files = new BenchmarkFiles({ 'a/心理.csv': ',题目,A,B,答案\n0,问,一,二,A\n' });
    const [item] = await files.items(mmcu({ from: 'a' }));
    expect(item).toMatchObject({ options: ['A', 'B'], reference: 'A' });
  });

  it('says what to do with sheets of Excel', async () => {
    using files = new BenchmarkFiles({ 'MMCU/test/法律.xlsx': '' });
    await expect(files.items(mmcu({ from: 'MMCU' }))).rejects.toThrow(
      'MMCU: this folder holds no CSV files, one a subject. Export each sheet of the .xlsx files as CSV in UTF-8',
    );
    await expect(files.items(mmcu({ from: 'MMUC' }))).rejects.toThrow(/^MMUC: no such file .* Did you mean "MMCU"\?/);
  });
});

describe('a faulty question', () => {
  const advice =
    '\n  Mend it, or say onBadRow: skip (skipped questions are counted). A subject never ends early without a word.';
  const good = '问,一,二,三,四,A\n';

  it.each([
    ['问,一,二,三,四,\n', 'This question has no answer.'],
    ['问,一,二,三,四,\u3000\n', 'This question has no answer.'],
    ['问,一,二,三,四,ABFD\n', 'The answer of this question is "ABFD"; its options are A, B, C, D.'],
    ['问,一,二,,,C\n', 'The answer of this question is "C"; its options are A, B.'],
    ['问,一,二,三,四,对\n', 'The answer of this question is "对"; its options are A, B, C, D.'],
    [' ,一,二,三,四,A\n', 'This question has no text.'],
    ['问,一,,,,A\n', 'This question has 1 options; 2 to 8 were wanted.'],
    ['问,一,二,三,A\n', 'This row has 5 fields; the first one has 6.'],
  ])('ends the run with file and line, or is counted: %j', async (row, fault) => {
    using files = new BenchmarkFiles({ 'MMCU/法律.csv': titles + good + row + good });
    await expect(files.items(mmcu({ from: 'MMCU' }))).rejects.toThrow(
      new DataFormatError('MMCU/法律.csv:3', `${fault}${advice}`),
    );
    const items = await files.items(mmcu({ from: 'MMCU', onBadRow: 'skip' }));
    expect(items.map(({ id }) => id)).toEqual(['法律/1', '法律/2']);
    expect(files.warnings).toEqual(['mmcu: 1 faulty questions of MMCU are left out.']);
  });

  it.each([
    [
      '{"类别": "法律", "题目": "问", "选项": "A:一\\nB:二", "答案": null}',
      /^x\.json:1: This question has no answer\./,
    ],
    ['{"类别": "法律", "题目": "问", "选项": "A:一\\nB:二"}', /^x\.json:1: This question has no answer\./],
    [
      '{"类别": "法律", "题目": "问", "选项": "B:二", "答案": "B"}',
      /^x\.json:1: Field "选项" is "B:二"; .* was wanted/,
    ],
    ['{"类别": "法律", "题目": 3, "选项": "A:一", "答案": "A"}', /^x\.json:1: Field "题目" is 3; a text was wanted/],
    ['{"question": "问", "categroy": "x", "answer": "A"}', /no field "category"\. Did you mean "categroy"\?/],
    ['{"category": "x", "question": "问", "options": {"A": "1", "C": "2"}, "answer": "A"}', /Field "options" is/],
  ])('of a JSON file: %j', async (row, message) => {
    using files = new BenchmarkFiles({ 'x.json': row });
    await expect(files.items(mmcu({ from: 'x.json' }))).rejects.toThrow(message);
  });
});
