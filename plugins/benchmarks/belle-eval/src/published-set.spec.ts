import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Item } from '@weitiao/core';
import reference from '@weitiao/judge-reference';
import belleEval from './index.js';

/** Beside the checkout: only some machines have it. */
const folder = fileURLToPath(new URL('../../../../../shared/data/BELLE', import.meta.url));
const there = existsSync(join(folder, 'eval/eval_set.json')) ? describe : describe.skip;
const title = there === describe ? '' : ' (skipped: there is no folder "shared" beside the checkout)';
const services = { folder, signal: new AbortController().signal, warn: () => undefined };

there(`the published set${title}`, () => {
  it('has 1,000 questions; none misses its prompt', async () => {
    const evaluator = belleEval({ from: 'eval', judge: reference({}) });
    const items: Item[] = [];
    for await (const item of evaluator.items(services)) items.push(item);
    const count = (group: string) => items.filter((item) => item.group === group).length;
    const groups = [...new Set(items.map(({ group }) => group))];
    expect(Object.fromEntries(groups.map((group) => [group, count(group)]))).toEqual({
      'open qa': 285,
      brainstorming: 179,
      rewrite: 131,
      generation: 98,
      math: 75,
      classification: 65,
      'closed qa': 52,
      summarization: 40,
      code: 38,
      extract: 37,
    });
    expect(new Set(items.map(({ id }) => id)).size).toBe(1000);
    const perfect = await Promise.all(
      items.map(async (item) => (await evaluator.grade(item, { text: item.reference ?? '' }, services)).score),
    );
    expect(perfect.filter((score) => score === null)).toHaveLength(179 + 98 + 92);
    expect(Math.min(...perfect.filter((score) => score !== null))).toBeCloseTo(1, 12);
  });
});
