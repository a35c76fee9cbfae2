import { describe, expect, it } from '@jest/globals';
import { fails, garbage, says, slowly, StandIn } from './__fixtures__/stand-in.js';
import openai from './index.js';

const prices = { input: 1000, output: 1000 };
const work = { prompt: '好', question: '', answer: '' };
const judge = ({ url }: StandIn, options: object) =>
  openai({ model: 'm', url, system: '', backoff: 0.001, maxTokens: 100, prices, ...options });
/** Bytes of the body, each taken for a token, and the longest verdict. */
const most = (standIn: StandIn) => (Buffer.byteLength(JSON.stringify(standIn.asked[0]!.body)) + 100) / 1000;

describe('the cost of verdicts', () => {
  it('is what the endpoint counts', async () => {
    await using endpoint = await StandIn.start(() => says('得分: 1'));
    expect(await judge(endpoint, {}).mark(work)).toEqual({ verdict: '得分: 1', cost: 0.11 });
  });

  it('is the most that it can be where nothing is counted, and where a request may have been worked on', async () => {
    await using uncounted = await StandIn.start(() => says('得分: 1', {}));
    const { cost } = await judge(uncounted, {}).mark(work);
    expect(cost).toBeCloseTo(most(uncounted), 12);
    await using faulty = await StandIn.start((_, number) => [garbage, fails(500)][number] ?? says('得分: 1'));
    expect((await judge(faulty, {}).mark(work)).cost).toBeCloseTo(most(faulty) + 0.11, 12);
  });

  it.each([1, 4])('stays below the limit, %d at once', async (concurrency) => {
    await using endpoint = await StandIn.start(() => slowly(5, says('得分: 1')));
    const asked = judge(endpoint, { limit: '1.00 USD', concurrency });
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => asked.mark(work)));
    const marked = results.filter(({ status }) => status === 'fulfilled').length;
    const spent = 0.11 * marked;
    expect(endpoint.asked).toHaveLength(marked);
    expect(spent).toBeLessThanOrEqual(1);
    // It does not stop early either: one more could have passed the limit.
    expect(spent + most(endpoint)).toBeGreaterThan(1);
    const failed = results.find((result) => result.status === 'rejected');
    expect(failed).toMatchObject({ reason: { exitCode: 69 } });
    expect((failed as PromiseRejectedResult).reason).toMatchObject({
      message: expect.stringMatching(
        /^judge openai: \d verdicts cost 0\.\d+ USD, and the next may cost 0\.\d+ USD: the limit of 1 USD would be passed\.\n {2}Raise "limit"/,
      ) as unknown,
    });
  });

  it('asks nothing that alone could pass the limit', async () => {
    await using endpoint = await StandIn.start(() => says('得分: 1'));
    await expect(judge(endpoint, { limit: 0.01 }).mark(work)).rejects.toThrow(/^judge openai: 0 verdicts cost 0, and/);
    expect(endpoint.asked).toHaveLength(0);
  });
});
