import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OptionsError } from '@weitiao/core';
import openai from './index.js';

const secret = 'key-of-nobody-123456';
const variables = ['TEST_JUDGE_KEY', 'TEST_JUDGE_URL', 'OPENAI_API_KEY'];
const before = variables.map((name) => process.env[name]);
afterEach(() =>
  variables.forEach((name, index) => {
    if (before[index] === undefined) delete process.env[name];
    else process.env[name] = before[index];
  }),
);
const local = 'http://127.0.0.1:1/v1';
const errorOf = (options: object): OptionsError => {
  try {
    openai({ model: 'm', ...options });
  } catch (error) {
    expect(error).toBeInstanceOf(OptionsError);
    expect(inspect(error, { depth: 9 })).not.toContain(secret);
    return error as OptionsError;
  }
  throw new Error('nothing was thrown');
};

describe('the key', () => {
  it('is read from the environment, and the judge says nothing of it', () => {
    process.env['TEST_JUDGE_KEY'] = secret;
    const judge = openai({ model: 'm', url: local, key: '$TEST_JUDGE_KEY' });
    expect(judge.options).toEqual({
      model: 'm',
      url: local,
      system: 'You are a helpful assistant.',
      temperature: 0,
      maxTokens: 512,
      fields: {},
    });
    expect(`${JSON.stringify(judge)} ${inspect(judge, { depth: 9, showHidden: true })}`).not.toContain(secret);
  });

  it.each([secret, 123_456, '', { value: secret }, '${TEST_JUDGE_KEY}'])('is never written down: %j', (key) => {
    const { message, path } = errorOf({ url: local, key });
    expect(path).toEqual(['key']);
    expect(message).toBe(
      'judge openai: "key" names the environment variable that holds the key: key: $OPENAI_API_KEY.\n  A key itself is refused: files and manifests are kept and shared.',
    );
  });

  it('is not shown under a name that does not exist', () => {
    expect(errorOf({ url: local, apiKey: secret }).message).toMatch(/^judge openai has no option "apiKey"/);
  });

  it("is wanted by OpenAI's own address, and OpenAI's is sent nowhere else unasked", () => {
    delete process.env['OPENAI_API_KEY'];
    expect(errorOf({}).message).toMatch(/\n {2}OPENAI_API_KEY is not set\.$/);
    expect(errorOf({ url: local, key: '$TEST_JUDGE_KEY' }).message).toMatch(/\n {2}TEST_JUDGE_KEY is not set\.$/);
    process.env['OPENAI_API_KEY'] = secret;
    expect(openai({ model: 'm' }).options).toMatchObject({ url: 'https://api.openai.com/v1' });
  });
});

describe('the address', () => {
  it('may come from the environment, and is then what the judge says of itself', () => {
    process.env['TEST_JUDGE_URL'] = `${local}/`;
    expect(openai({ model: 'm', url: '$TEST_JUDGE_URL' }).options).toMatchObject({ url: local });
    expect(errorOf({ url: '$TEST_JUDGE_ADDRESS' }).message).toBe(
      'judge openai: "url" is read from the environment variable TEST_JUDGE_ADDRESS, which is not set.',
    );
  });

  it.each([
    ['127.0.0.1:8000', 'is no address such as http://127.0.0.1:8000/v1.'],
    ['file:///etc/passwd', 'is no address such as http://127.0.0.1:8000/v1.'],
    [`https://me:${secret}@host/v1`, 'holds a password or a query.'],
    [`https://host/v1?key=${secret}`, 'holds a password or a query.'],
  ])('%j is refused', (url, reason) => {
    expect(errorOf({ url }).message).toContain(`judge openai: "url" ${reason}`);
  });
});

describe('the limit', () => {
  it('is an amount, and needs prices', () => {
    const prices = { input: 1, output: 2 };
    const raised = openai({ model: 'm', url: local, prices, limit: '5 USD', retries: 1 });
    // Verdicts that are kept are not asked for again when a limit is raised.
    expect(raised.options).toEqual(openai({ model: 'm', url: local }).options);
    expect(errorOf({ url: local, limit: '5 USD' }).message).toMatch(
      /"prices" is missing\. A limit of cost needs prices/,
    );
    expect(errorOf({ url: local, prices, limit: '5 dollars' }).message).toMatch(/"limit" is "5 dollars"/);
  });
});
