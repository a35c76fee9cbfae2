import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import belleEval from '@weitiao/benchmark-belle-eval';
import type { Conversation, Services, Subject } from '@weitiao/core';
import { evaluate } from '@weitiao/evaluation';
import { breaksOff, fails, garbage, hangsUp, says, StandIn, type Asked } from './__fixtures__/stand-in.js';
import openai from './index.js';

const count = 90;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weitiao-judged-'));
  const rows = Array.from({ length: count }, (_, index) => ({
    question: `问题${index}。`,
    std_answer: '',
    class: 'generation',
  }));
  writeFileSync(join(folder, 'eval_set.json'), rows.map((row) => JSON.stringify(row)).join('\n'));
  writeFileSync(join(folder, 'eval_prompt.json'), '{"class": "generation", "prompt": "要通顺。"}');
});
afterAll(() => rmSync(folder, { recursive: true }));

const key = 'key-of-nobody-123456';
const services = (): Services => ({ folder, signal: new AbortController().signal, warn: () => undefined });
const subject: Subject = {
  identity: 'a subject',
  async *generate(conversations: readonly Conversation[]) {
    for (const { turns } of conversations) yield `答${turns[0]!.content}`;
  },
};
const numberIn = ({ body }: Asked): number => Number(/问题(\d+)/.exec(body.messages.at(-1)!.content)![1]);
const scoreOf = (number: number): number => (number % 11) / 10;
/** Every eleventh verdict has no score. */
const verdictOf = (number: number): string =>
  number % 11 === 10 ? `我不评 ${number}` : `得分: ${scoreOf(number)} ${number}`;

it('a judged run with faults in three of ten requests is complete, without duplicates, and goes on where its limit stopped it', async () => {
  process.env['TEST_JUDGED_KEY'] = key;
  const faults = [fails(429, {}, { 'retry-after': '0' }), fails(502, { message: key }), garbage, hangsUp, breaksOff];
  const answered: number[] = [];
  await using endpoint = await StandIn.start((asked, request) => {
    if ([2, 5, 6].includes(request % 10)) return faults[request % 5]!;
    answered.push(numberIn(asked));
    return says(verdictOf(numberIn(asked)));
  });
  const run = (limit: string) => {
    const prices = { input: 100, output: 100 };
    const options = { url: endpoint.url, key: '$TEST_JUDGED_KEY', backoff: 0.001, retries: 20, prices, limit };
    const evaluator = belleEval({ from: '.', judge: openai({ model: 'judge-2024', ...options }) });
    return evaluate(subject, evaluator, { services: services(), rows: join(folder, 'rows.jsonl') });
  };

  const stopped = await Promise.resolve(run('2 USD')).catch((error: unknown) => error);
  expect(stopped).toMatchObject({
    exitCode: 69,
    message: expect.stringContaining('the limit of 2 USD would be passed') as unknown,
  });
  expect(answered.length).toBeGreaterThan(8);
  expect(answered.length).toBeLessThan(count);

  const scores = await run('500 USD');
  expect(scores.outcome).toBe('done');
  expect(scores.rows.map(({ id }) => id)).toEqual(
    Array.from({ length: count }, (_, index) => `generation/${index + 1}`),
  );
  scores.rows.forEach(({ score, marking, note }, number) => {
    expect(marking?.verdict).toBe(verdictOf(number));
    expect(score).toBe(number % 11 === 10 ? null : scoreOf(number));
    expect(note).toBe(number % 11 === 10 ? 'no score from 0 to 1 in the verdict' : undefined);
  });
  expect(new Set(answered).size).toBe(count);
  // What was marked when the limit came is not asked for again, but for those that were under way then.
  expect(answered.length).toBeLessThanOrEqual(count + 8);

  const before = endpoint.asked.length;
  expect((await run('500 USD')).rows).toEqual(scores.rows);
  expect(endpoint.asked).toHaveLength(before);
  expect(JSON.stringify(scores)).not.toContain(key);
  expect(JSON.stringify(scores.benchmark.options)).toContain('judge-2024');
  delete process.env['TEST_JUDGED_KEY'];
});
