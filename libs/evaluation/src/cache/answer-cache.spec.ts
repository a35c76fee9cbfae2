import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { exam } from '../__fixtures__/exam.js';
import { PlainSubject } from '../__fixtures__/subjects.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { evaluate, type EvaluateOptions } from '../index.js';
import { AnswerCache } from './answer-cache.js';

const root = temporaryFolder();
let folders = 0;
const newFolder = () => join(root, `${++folders}`);
const mixed = { choices: 10, texts: 8 };
const base = { template: 'none 1', plugins: { bloom: '0.1.0' } } satisfies EvaluateOptions;

/** How many questions a subject is asked on a cache, and what comes out. */
async function asking(cache: string, identity = 'model', options: EvaluateOptions = {}, benchmark = exam(mixed)) {
  const subject = new PlainSubject(identity);
  const scores = await evaluate(subject, benchmark, { ...base, cache, ...options });
  return { asked: subject.asked.length, scores };
}

describe('answers on one cache', () => {
  it('are asked once: a second run does no forward pass', async () => {
    const cache = newFolder();
    const first = await asking(cache);
    const second = await asking(cache);
    expect([first.asked, second.asked]).toEqual([18, 0]);
    expect(second.scores).toEqual(first.scores);
  });

  it('of two adapters are never shared', async () => {
    const [cache, alone] = [newFolder(), newFolder()];
    await asking(cache, 'bloom + lora A');
    const shared = await asking(cache, 'bloom + lora B');
    expect(shared.asked).toBe(18);
    expect(shared.scores).toEqual((await asking(alone, 'bloom + lora B')).scores);
  });

  const others: [string, EvaluateOptions, Parameters<typeof exam>[0]?][] = [
    ['template', { template: 'alpaca 1' }],
    ['version of a plugin', { plugins: { bloom: '0.2.0' } }],
    ['seed', { generation: { seed: 2 } }],
    ['length of answers', { generation: { maxNewTokens: 64 } }],
    ['hash of the files', { contents: 'abc' }],
    ['size of batches', { generationBatch: 2 }],
    ['option of the benchmark', {}, { ...mixed, edition: 'second ' }],
    ['file of the benchmark', {}, { ...mixed, from: 'other.json' }],
  ];
  it.each(others)('are asked anew with another %s', async (_what, options, benchmark = mixed) => {
    const cache = newFolder();
    await asking(cache);
    expect((await asking(cache, 'model', options, exam(benchmark))).asked).toBe(18);
  });

  it('are asked anew with another version of the benchmark, or another text of the same question', async () => {
    const cache = newFolder();
    await asking(cache);
    expect((await asking(cache, 'model', {}, { ...exam(mixed), version: '2' })).asked).toBe(18);
    const changed = exam(mixed);
    const items: typeof changed.items = async function* (services) {
      for await (const item of exam(mixed).items(services)) {
        yield item.id === 'q2' ? { ...item, reference: 'D' } : item;
      }
    };
    expect((await asking(cache, 'model', {}, { ...changed, items })).asked).toBe(10);
  });

  it('stay known when the files of the benchmark move, if their hash is told', async () => {
    const cache = newFolder();
    await asking(cache, 'model', { contents: 'abc' });
    expect((await asking(cache, 'model', { contents: 'abc' }, exam({ ...mixed, from: 'moved.json' }))).asked).toBe(0);
  });

  it('are recomputed where a line is damaged, and the same comes out', async () => {
    const cache = newFolder();
    const first = await asking(cache);
    const [key] = readdirSync(cache);
    const file = join(cache, key!, '1.jsonl');
    const text = readFileSync(file, 'utf8');
    const digit = text.replace(/(logProbabilities":\[-0\.)(\d)/, (_, before: string, one: string) => before + ((Number(one) + 1) % 10)); // prettier-ignore
    for (const damaged of [digit, text.slice(0, -9), text.replace('"answer"', '"ansver"'), '']) {
      expect(damaged).not.toBe(text);
      writeFileSync(file, damaged);
      const again = await asking(cache);
      expect(again.asked).toBeGreaterThan(0);
      expect(again.scores).toEqual(first.scores);
      expect((await asking(cache)).asked).toBe(0);
      readdirSync(join(cache, key!)).forEach((name) => writeFileSync(join(cache, key!, name), ''));
    }
  });

  it('may be written by many at once: each into a file of its own', async () => {
    const cache = newFolder();
    const all = await Promise.all(Array.from({ length: 6 }, () => asking(cache)));
    all.forEach(({ scores }) => expect(scores).toEqual(all[0]!.scores));
    expect((await asking(cache)).asked).toBe(0);
    const [key] = readdirSync(cache);
    expect(readdirSync(join(cache, key!)).sort()).toEqual(['1', '2', '3', '4', '5', '6'].map((n) => `${n}.jsonl`));
  });

  it('are read while another process writes: its unfinished line is not there yet', async () => {
    const folder = newFolder();
    await using writer = await AnswerCache.open(folder);
    await writer.put('one', { text: '一' });
    writeFileSync(
      join(folder, '2.jsonl'),
      readFileSync(join(folder, '1.jsonl'), 'utf8').replace('one', 'two').slice(0, 20),
    );
    await using reader = await AnswerCache.open(folder);
    expect([reader.get('one'), reader.get('two')]).toEqual([{ text: '一' }, undefined]);
  });
});
