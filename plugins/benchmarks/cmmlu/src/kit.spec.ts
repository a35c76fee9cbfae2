import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { describeEvaluator } from '@weitiao/conformance';
import cmmlu from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-cmmlu-kit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tables = {
  name_en2zh: { arts: '艺术学' },
  subcategories: { arts: ['arts'] },
  categories: { Humanities: ['arts'] },
};
const rows = [...'ABCDBA'].map((answer, index) => `${index},问题${index},甲,乙,丙,丁,${answer}`);
for (const part of ['test', 'dev']) {
  mkdirSync(join(folder, part));
  writeFileSync(join(folder, part, 'arts.csv'), [',Question,A,B,C,D,Answer', ...rows, ''].join('\n'));
}
writeFileSync(join(folder, 'categories.json'), JSON.stringify(tables));

for (const protocol of ['likelihood', 'generation'] as const) {
  describeEvaluator({ title: `cmmlu, ${protocol}`, evaluator: () => cmmlu({ from: '.', protocol, shots: 2 }), folder });
}
