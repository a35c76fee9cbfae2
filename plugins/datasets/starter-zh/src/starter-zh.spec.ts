import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Conversation } from '@weitiao/core';
import starterZh, { examFile } from './index.js';
import { categories } from './starter-zh.js';

async function read(options: Parameters<typeof starterZh>[0]): Promise<Conversation[]> {
  const services = { folder: '/', signal: new AbortController().signal, warn: () => undefined };
  const all: Conversation[] = [];
  for await (const conversation of starterZh(options).conversations(services)) all.push(conversation);
  return all;
}
const instruction = ({ turns }: Conversation) => `${turns[0]!.content}\n${turns[0]!.input ?? ''}`;
const counts = (values: readonly unknown[]) => values.map((value) => values.filter((other) => other === value).length);

describe('dataset starter-zh', () => {
  it('has 33 rows of each category, each with a question of its own and an answer', async () => {
    const rows = await read({});
    expect(rows).toHaveLength(330);
    for (const category of categories) expect(rows.filter((row) => row.category === category)).toHaveLength(33);
    expect(new Set(rows.map(instruction)).size).toBe(330);
    for (const { turns } of rows) {
      expect(turns.map(({ role }) => role)).toEqual(['user', 'assistant']);
      for (const { content } of turns) expect(content.trim()).toBe(content);
      expect(turns[1]!.content).not.toBe('');
      expect(turns[0]!.input).not.toBe('');
    }
    expect(rows.filter(({ turns }) => turns[0]!.input !== undefined)).toHaveLength(168);
  });

  it('takes categories in turns, so that its first rows are balanced', async () => {
    const first = await read({ rows: 20 });
    expect(first).toEqual((await read({})).slice(0, 20));
    expect(counts(first.map(({ category }) => category))).toEqual(Array(20).fill(2));
  });

  it('gives the rows of some categories', async () => {
    const rows = await read({ categories: ['math', 'code'], rows: 40 });
    expect(rows).toHaveLength(40);
    expect(new Set(rows.map(({ category }) => category))).toEqual(new Set(['math', 'code']));
  });

  it('names the category that was meant', () => {
    expect(() => starterZh({ categories: ['open QA'] as never })).toThrow(
      /dataset starter-zh: "categories.0" is "open QA"/,
    );
  });
});

describe('the exam', () => {
  const questions = JSON.parse(readFileSync(examFile, 'utf8')) as {
    category: string;
    question: string;
    options: Record<string, string>;
    answer: string;
  }[];

  it('has 22 questions of each subject, and each letter is right 22 times', () => {
    expect(questions).toHaveLength(88);
    expect(counts(questions.map(({ category }) => category))).toEqual(Array(88).fill(22));
    expect(counts(questions.map(({ answer }) => answer))).toEqual(Array(88).fill(22));
  });

  it('asks each question once, with four options that differ', () => {
    expect(new Set(questions.map(({ question }) => question)).size).toBe(88);
    for (const { options } of questions) {
      expect(Object.keys(options)).toEqual(['A', 'B', 'C', 'D']);
      expect(new Set(Object.values(options)).size).toBe(4);
    }
  });
});
