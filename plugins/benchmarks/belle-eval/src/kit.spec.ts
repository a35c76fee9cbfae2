import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { describeEvaluator } from '@weitiao/conformance';
import reference from '@weitiao/judge-reference';
import belleEval from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-belle-kit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = ['math', 'code', 'math'].map((category, index) => ({
  question: `问题${index}？`,
  std_answer: `答案是${index}。`,
  class: category,
}));
writeFileSync(join(folder, 'eval_set.json'), rows.map((row) => JSON.stringify(row)).join('\n'));
writeFileSync(join(folder, 'eval_prompt.json'), '{"class": "math", "prompt": "一"}\n{"class": "Code", "prompt": "二"}');

describeEvaluator({ title: 'belle-eval', evaluator: () => belleEval({ from: '.', judge: reference({}) }), folder });
