import { describe, expect, it } from '@jest/globals';
import { BenchmarkFiles, promptOf } from '@weitiao/conformance';
import { OptionsError, StudyError } from '@weitiao/core';
import { examFile } from '@weitiao/dataset-starter-zh';
import mmcu from './index.js';

const alpacaCot = `[
  {"类别": "心理", "题目": "＿不是社会化的载体。", "选项": "A:家庭\\nB:大学\\nC:杂志\\nD:意识", "答案": "D"},
  {"类别": "法律", "题目": "下列哪些有效？", "选项": "A、合同\\nB、维生素A片\\nC、婚姻", "答案": "Ｂ，A\\u3000"},
  {"类别": "教育_化学", "题目": "水是什么？", "选项": "A.化合物\\nB.单质", "答案": "a"}
]`;
const exam = '[{"category": "law", "question": "几岁成年？", "options": {"A": "16", "B": "18"}, "answer": "B"}]';

describe('the questions of a JSON file', () => {
  it('are read in the form of Alpaca-CoT, in groups of subjects and tags of domains', async () => {
    using files = new BenchmarkFiles({ 'mmcu.json': alpacaCot });
    const items = await files.items(mmcu({ from: 'mmcu.json', protocol: 'as-published' }));
    expect(items.map(({ id, group, tags, reference }) => [id, group, tags, reference])).toEqual([
      ['心理/1', '心理', ['心理'], 'D'],
      ['法律/1', '法律', ['法律'], 'AB'],
      ['教育/化学/1', '教育/化学', ['教育'], 'A'],
    ]);
    expect(items.every(({ options }) => options === undefined)).toBe(true);
    expect(promptOf(items[0]!)).toBe(
      '请阅读以下选择题并给出正确选项，不要解释原因。请只给出答案的序号。\n＿不是社会化的载体。\nA. 家庭\nB. 大学\nC. 杂志\nD. 意识\n正确答案的序号是：',
    );
  });

  it('are read in the form of the starter exam', async () => {
    using files = new BenchmarkFiles({ 'exam.json': exam });
    const [item] = await files.items(mmcu({ from: 'exam.json' }));
    expect(item).toMatchObject({ id: 'law/1', options: ['A', 'B'], reference: 'B' });
    expect(promptOf(item!)).toMatch(/几岁成年？\nA\. 16\nB\. 18\n正确答案的序号是：$/);
  });
});

it('reads the whole exam of the starter data set', async () => {
  using files = new BenchmarkFiles({});
  const items = await files.items(mmcu({ from: examFile }));
  const groups = ['medicine', 'law', 'psychology', 'education'];
  expect(groups.map((group) => items.filter((item) => item.group === group).length)).toEqual([22, 22, 22, 22]);
  expect(items).toHaveLength(88);
  expect(new Set(items.map(({ id }) => id)).size).toBe(88);
});

describe('the protocol controlled', () => {
  it('compares the letters; questions of several right ones are left out and told of', async () => {
    using files = new BenchmarkFiles({ 'mmcu.json': alpacaCot });
    const evaluator = mmcu({ from: 'mmcu.json' });
    const items = await files.items(evaluator);
    expect(items.map(({ id, options }) => [id, options])).toEqual([
      ['心理/1', ['A', 'B', 'C', 'D']],
      ['教育/化学/1', ['A', 'B']],
    ]);
    expect(files.warnings).toEqual([
      expect.stringMatching(/^mmcu: 1 questions of mmcu\.json have several right letters/),
    ]);
    const answered = async (choice: number) =>
      evaluator.grade(items[0]!, { logProbabilities: [-1, -2, -3, -4], choice });
    expect(await Promise.all([0, 1, 2, 3].map(answered))).toEqual([0, 0, 0, 1].map((score) => ({ score })));
    await expect((async () => evaluator.grade(items[0]!, { text: 'D' }))()).rejects.toThrow(StudyError);
  });

  it('keeps the letters of options, but for their labels', async () => {
    using files = new BenchmarkFiles({ 'mmcu.json': alpacaCot });
    const shown = async (protocol: 'controlled' | 'as-published') =>
      promptOf((await files.items(mmcu({ from: 'mmcu.json', protocol, multipleAnswers: 'combinations' })))[1]!);
    expect(await shown('controlled')).toContain('\nB. 维生素A片\n');
    expect(await shown('as-published')).toContain('\nB. 维生素片\n');
  });

  it('may compare all sets of letters, each ended by a line break', async () => {
    using files = new BenchmarkFiles({ 'mmcu.json': alpacaCot });
    const items = await files.items(mmcu({ from: 'mmcu.json', multipleAnswers: 'combinations' }));
    expect(items).toHaveLength(3);
    expect(items[0]!.options).toHaveLength(15);
    expect(items[1]!.options).toEqual(['A', 'B', 'AB', 'C', 'AC', 'BC', 'ABC'].map((set) => `${set}\n`));
    expect(items[1]!.reference).toBe('AB\n');
    expect(files.warnings).toEqual([]);
  });
});

describe('the protocol as published', () => {
  const grader = mmcu({ from: 'x', protocol: 'as-published' });
  const item = { id: '', group: '', conversation: { turns: [] }, reference: 'AB' };

  it.each([
    ['A、B', 1],
    ['答案是 AB。C 不对', 1],
    ['BA', 0],
    ['A', 0],
    ['ABC', 0],
    ['AA，AB', null],
    ['AABB，AB', 1],
    ['正确答案是：AA, 或 AB', 1],
    ['ab', null],
    ['不知道', null],
    ['', null],
  ])('%j', async (text, score) => {
    expect((await grader.grade(item, { text })).score).toBe(score);
  });

  it('writes without chance', () => {
    expect(grader.generation).toEqual({ maxNewTokens: 512, temperature: 0 });
    expect(mmcu({ from: 'x', maxNewTokens: 8 }).generation).toMatchObject({ maxNewTokens: 8 });
  });
});

describe('what is asked', () => {
  it('may be some subjects or domains, and so many questions of each', async () => {
    const row = (category: string, answer: string) =>
      `{"category": "${category}", "question": "问", "options": {"A": "1", "B": "2"}, "answer": "${answer}"}`;
    const rows = ['教育_化学', '教育_历史', '法律', '教育_化学', '教育_化学'].map((subject) => row(subject, 'A'));
    using files = new BenchmarkFiles({ 'exam.jsonl': rows.join('\n') });
    const ids = async (options: object) =>
      (await files.items(mmcu({ from: 'exam.jsonl', ...options }))).map(({ id }) => id);
    expect(await ids({ subjects: ['教育'], rows: 2 })).toEqual(['教育/化学/1', '教育/历史/1', '教育/化学/2']);
    expect(await ids({ subjects: ['教育/历史', '法律'] })).toEqual(['教育/历史/1', '法律/1']);
    await expect(ids({ subjects: ['教育/化学', '教育/历吏'] })).rejects.toThrow(
      'mmcu: there is no subject "教育/历吏". Did you mean "教育/历史"?\n  There is: 教育, 教育/化学, 教育/历史, 法律',
    );
  });

  it('has options that are checked', () => {
    expect(() => mmcu({ from: 'x', shot: 5 } as never)).toThrow(OptionsError);
    expect(() => mmcu({ from: 'x', shot: 5 } as never)).toThrow(/Did you mean "shots"\?/);
  });
});
