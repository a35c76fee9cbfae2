import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { promptOf } from '@weitiao/conformance';
import type { Item } from '@weitiao/core';
import cmmlu from './index.js';

/** Beside the checkout: only some machines have it. */
const shared = fileURLToPath(new URL('../../../../../shared', import.meta.url));
const there = existsSync(join(shared, 'golden/cmmlu.json')) ? describe : describe.skip;
const title = there === describe ? '' : ' (skipped: there is no folder "shared" beside the checkout)';

async function ask(options: object): Promise<Item[]> {
  const services = { folder: shared, signal: new AbortController().signal, warn: () => undefined };
  const all: Item[] = [];
  for await (const item of cmmlu({ from: 'data/CMMLU', ...options }).items(services)) all.push(item);
  return all;
}

there(`the published files${title}`, () => {
  it('give the prompts that the golden numbers were made with', async () => {
    const golden = JSON.parse(readFileSync(join(shared, 'golden/cmmlu.json'), 'utf8')) as {
      subject: string;
      n: number;
      prompt: string;
      answer: string;
    }[];
    const subjects = ['anatomy', 'jurisprudence', 'professional_psychology'];
    const items = await ask({ subjects, rows: 40 });
    expect(items.map((item) => ({ id: item.id, prompt: promptOf(item), answer: item.reference }))).toEqual(
      golden.map(({ subject, n, prompt, answer }) => ({ id: `${subject}/${n}`, prompt, answer })),
    );
    expect(items).toHaveLength(120);
  });

  it('hold 11,582 questions of 67 subjects, each in one category and those of China in two', async () => {
    const items = await ask({ shots: 5 });
    expect(items).toHaveLength(11_582);
    const tags = new Map(items.map((item) => [item.group, item.tags ?? []]));
    const counts = (tag: string) => [...tags.values()].filter((own) => own.includes(tag)).length;
    expect(tags.size).toBe(67);
    expect(['STEM', 'Humanities', 'Social Science', 'Other', 'China specific'].map(counts)).toEqual([
      17, 13, 22, 15, 15,
    ]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(11_582);
  });
});
