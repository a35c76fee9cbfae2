import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Judge, Marking } from '@weitiao/core';
import {
  breaksOff,
  echoes,
  fails,
  garbage,
  hangsUp,
  never,
  says,
  slowly,
  StandIn,
  type Reply,
} from './__fixtures__/stand-in.js';
import openai from './index.js';

const key = 'key-of-nobody-123456';
beforeEach(() => void (process.env['TEST_JUDGE_KEY'] = key));
afterEach(() => void delete process.env['TEST_JUDGE_KEY']);

type Options = Partial<Parameters<typeof openai>[0]>;
const judge = ({ url }: StandIn, options: Options = {}) =>
  openai({ model: 'judge-2024', url, key: '$TEST_JUDGE_KEY', backoff: 0.001, ...options });
const mark = (asked: Judge, prompt = '请打分', services?: { signal: AbortSignal }): Promise<Marking> =>
  asked.mark({ prompt, question: '', answer: '' }, services);
const inTurn = (...replies: Reply[]) => StandIn.start((_, number) => replies[number] ?? echoes);

describe('a request', () => {
  it('has the message, and what the options say', async () => {
    await using endpoint = await inTurn(says('得分: 0.8，因为……'));
    expect(await mark(judge(endpoint))).toEqual({ verdict: '得分: 0.8，因为……' });
    expect(endpoint.asked).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: `Bearer ${key}`,
        body: {
          model: 'judge-2024',
          messages: [
            { role: 'system', content: 'You are a helpful assistant.' },
            { role: 'user', content: '请打分' },
          ],
          temperature: 0,
          max_tokens: 512,
        },
      },
    ]);
  });

  it('takes more fields, and leaves out what is null', async () => {
    await using endpoint = await inTurn(echoes);
    const fields = { max_tokens: null, max_completion_tokens: 2000 };
    await mark(judge(endpoint, { system: '', seed: 7, temperature: 1, fields }));
    expect(endpoint.asked[0]!.body).toEqual({
      model: 'judge-2024',
      messages: [{ role: 'user', content: '请打分' }],
      temperature: 1,
      seed: 7,
      max_completion_tokens: 2000,
    });
  });

  it('has no key where none is named', async () => {
    await using endpoint = await inTurn(echoes);
    await mark(judge(endpoint, { key: undefined }));
    expect(endpoint.asked[0]!.authorization).toBeUndefined();
  });
});

describe('a verdict', () => {
  it('is kept as it came, empty or refused too', async () => {
    const filtered = fails(400, { message: 'The response was filtered', code: 'content_filter' });
    await using endpoint = await inTurn(says(''), says(null), filtered);
    const asked = judge(endpoint);
    expect(await mark(asked)).toEqual({ verdict: '' });
    expect(await mark(asked)).toEqual({ verdict: '' });
    expect(await mark(asked)).toEqual({ verdict: '(refused: The response was filtered)' });
    expect(endpoint.asked).toHaveLength(3);
  });
});

describe('what may pass', () => {
  it.each<[string, Reply]>([
    ['too many requests', fails(429)],
    ['a broken server', fails(500)],
    ['a server without a reason', (response) => void response.writeHead(503).end()],
    ['no JSON', garbage],
    ['JSON of something else', (response) => void response.end('{"choices": []}')],
    ['a connection that is dropped', hangsUp],
    ['an answer that breaks off', breaksOff],
    ['an endpoint that is silent', never],
  ])('is tried again: %s', async (_, fault) => {
    await using endpoint = await inTurn(fault, fault, says('得分: 1'));
    const timeout = fault === never ? 1 : 60;
    expect(await mark(judge(endpoint, { timeout }))).toEqual({ verdict: '得分: 1' });
    expect(endpoint.asked).toHaveLength(3);
    expect(endpoint.asked[2]).toEqual(endpoint.asked[0]);
  });

  it('is given up after so many attempts, with the last reason', async () => {
    await using endpoint = await StandIn.start(() => fails(500, { message: `overloaded, key ${key}` }));
    const error = await mark(judge(endpoint, { retries: 2 })).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      exitCode: 69,
      message: `judge openai: ${endpoint.url} gave no verdict in 3 attempts; at last: HTTP 500: overloaded, key (key).\n  Run again when it answers: what is marked is kept.`,
    });
    expect(endpoint.asked).toHaveLength(3);
  });

  it('is told of an endpoint that is not there', async () => {
    const gone = await inTurn();
    const { url } = gone;
    await gone[Symbol.asyncDispose]();
    await expect(mark(judge({ url } as StandIn, { retries: 1 }))).rejects.toThrow(
      /gave no verdict in 2 attempts; at last: no connection \(ECONNREFUSED\)/,
    );
  });

  it('waits as long as the endpoint asks, every request', async () => {
    const wait = fails(429, { message: 'slow down' }, { 'retry-after': '0.4' });
    await using endpoint = await inTurn(wait);
    const asked = judge(endpoint, { concurrency: 1 });
    const begun = performance.now();
    await Promise.all([mark(asked, 'a'), mark(asked, 'b')]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(390);
    expect(endpoint.asked).toHaveLength(3);
    await using tomorrow = await inTurn(fails(429, { message: 'tomorrow' }, { 'retry-after': '86400' }));
    await expect(mark(judge(tomorrow))).rejects.toThrow(/in 1 attempts; at last: HTTP 429: tomorrow/);
  });

  it('waits until the date that the endpoint names', async () => {
    const date = new Date(Date.now() + 2000).toUTCString();
    await using endpoint = await inTurn(fails(503, {}, { 'retry-after': date }));
    const begun = Date.now();
    await mark(judge(endpoint));
    expect(Date.now()).toBeGreaterThanOrEqual(Math.min(Date.parse(date), begun + 900) - 5);
  });
});

describe('what does not pass', () => {
  it.each([401, 403])('a wrong key (%d) is told at once, once, and never shown', async (status) => {
    const refusal = fails(status, { message: `Incorrect API key provided: ${key} or sk-abc***xyz` });
    await using endpoint = await StandIn.start(() => slowly(20, refusal));
    const asked = judge(endpoint, { concurrency: 2 });
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => mark(asked, `${index}`)));
    const reasons = results.map((result) => (result.status === 'rejected' ? (result.reason as Error) : undefined));
    expect(new Set(reasons.map((error) => error?.message))).toEqual(
      new Set([
        `judge openai: ${endpoint.url} refuses (the key of $TEST_JUDGE_KEY was sent). HTTP ${status}: Incorrect API key provided: (key) or (key)`,
      ]),
    );
    expect(endpoint.asked.length).toBeLessThanOrEqual(2);
    for (const error of reasons) expect(`${error?.stack} ${JSON.stringify(error)}`).not.toContain(key);
  });

  it.each<[string, Reply]>([
    ['a model that is not there', fails(404, { message: 'The model does not exist' })],
    ['an account without money', fails(429, { message: 'You exceeded your quota', code: 'insufficient_quota' })],
  ])('%s is told at once, and nothing is asked after it', async (_, fault) => {
    await using endpoint = await StandIn.start(() => fault);
    const asked = judge(endpoint);
    await expect(mark(asked)).rejects.toThrow(/refuses requests for model "judge-2024"\. HTTP 4\d\d: (The|You)/);
    await expect(mark(asked)).rejects.toThrow(/refuses requests/);
    expect(endpoint.asked).toHaveLength(1);
  });

  it('is of one question where the request was bad', async () => {
    await using endpoint = await inTurn(fails(400, { message: 'too long' }), says('得分: 1'));
    const asked = judge(endpoint);
    await expect(mark(asked)).rejects.toThrow(/HTTP 400: too long/);
    expect(await mark(asked)).toEqual({ verdict: '得分: 1' });
  });
});

describe('limits', () => {
  it('asks no more at once than it may', async () => {
    await using endpoint = await StandIn.start(() => slowly(15, echoes));
    const asked = judge(endpoint, { concurrency: 3 });
    await Promise.all(Array.from({ length: 15 }, (_, index) => mark(asked, `${index}`)));
    expect(endpoint.most).toBe(3);
  });

  it('stops when the run is stopped', async () => {
    await using endpoint = await StandIn.start(() => never);
    const asked = judge(endpoint, { concurrency: 1 });
    const stop = new AbortController();
    const both = Promise.allSettled([mark(asked, 'a', stop), mark(asked, 'b', stop)]);
    setTimeout(() => stop.abort(), 50);
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(endpoint.asked).toHaveLength(1);
  });
});

it('a run with faults in three of ten requests is complete, and each answer is marked once', async () => {
  const faults = [fails(429, {}, { 'retry-after': '0' }), fails(502), garbage, hangsUp, breaksOff];
  let [verdicts, number] = [0, 0];
  await using endpoint = await StandIn.start(() => {
    // Three of every ten, whichever request comes then.
    const turn = number++;
    if ([1, 4, 8].includes(turn % 10)) return faults[turn % 5]!;
    verdicts++;
    return slowly(turn % 7, echoes);
  });
  const asked = judge(endpoint, { concurrency: 8, retries: 10, prices: { input: 1, output: 2 } });
  const prompts = Array.from({ length: 200 }, (_, index) => `问题 ${index}`);
  const marked = await Promise.all(prompts.map((prompt) => mark(asked, prompt)));
  expect(marked.map(({ verdict }) => verdict)).toEqual(prompts.map((prompt) => `得分: 1 ${prompt}`));
  expect(verdicts).toBe(200);
  expect(endpoint.asked.length).toBeGreaterThan(270);
});
