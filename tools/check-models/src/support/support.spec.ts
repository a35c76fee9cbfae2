import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { Services } from '@weitiao/core';
import { betweenMarks, repository, subfolders } from '@weitiao/python-reference';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { protocols, writeQuestions } from './protocols.js';
import { architectureName, architectures, methodNames, supportTables } from './support-matrix.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-support-'));
afterAll(() => rmSync(folder, { recursive: true }));
const services: Services = { signal: new AbortController().signal, folder, warn: () => undefined };
const written = betweenMarks(readFileSync(join(repository, 'docs/support.md'), 'utf8'), 'support') ?? '';
const sections = written.split(/^## /m).slice(1);
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('docs/support.md', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it('has every method, architecture and benchmark that is here (npm run check:models -- --support docs/support.md)', () => {
    expect(new Set(protocols.map(({ benchmark }) => benchmark))).toEqual(new Set(subfolders('plugins/benchmarks')));
    expect(sections.map((section) => section.split('\n')[0])).toEqual(protocols.map(({ name }) => name));
    for (const section of sections) {
      const [head, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
      expect(cellsOf(head!)).toEqual(['method', ...architectures().map(architectureName)]);
      expect(rows.map((row) => cellsOf(row)[0])).toEqual(methodNames());
      expect(section).not.toContain('WRONG');
    }
    expect(new Set(architectures().map(({ family }) => family))).toEqual(new Set(subfolders('plugins/models')));
  });

  it('says what is found: of two architectures here, with the methods that are refused among them', async () => {
    await writeQuestions(folder);
    const models = architectures().filter((one) => ['llama', 'chatglm 1'].includes(architectureName(one)));
    const methods = ['bitfit', 'lora', 'prefix-tuning', 'prompt-tuning', 'full'];
    const { text } = await supportTables(models, methods, services, () => undefined);
    const word = (cell: string) => cell.split(' ')[0];
    for (const [index, section] of text.split(/^## /m).slice(1).entries()) {
      const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
      const [head, , ...all] = sections[index]!.split('\n').filter((line) => line.startsWith('|'));
      for (const row of rows) {
        const [method, ...found] = cellsOf(row);
        const line = cellsOf(all.find((one) => cellsOf(one)[0] === method)!);
        const wanted = models.map((one) => word(line[cellsOf(head!).indexOf(architectureName(one))]!));
        expect([method, ...found.map(word)]).toEqual([method, ...wanted]);
      }
    }
  });
});
