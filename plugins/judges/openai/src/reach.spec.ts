import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnavailableError } from '@weitiao/core';
import openai from './index.js';

const key = 'key-of-nobody-987';
const servers: Server[] = [];
beforeEach(() => void (process.env['TEST_REACH_KEY'] = key));
afterEach(() => {
  delete process.env['TEST_REACH_KEY'];
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Checks a judge whose endpoint answers the requests with these statuses; 0 hangs up. */
async function checked(...statuses: readonly number[]): Promise<{ error: unknown; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const status = statuses[asked.length] ?? 200;
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    if (status === 0) response.destroy();
    else response.writeHead(status).end(key);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const judge = openai({ model: 'm', url, key: '$TEST_REACH_KEY', backoff: 0.001 });
  const error = await judge.check!().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, asked };
}

describe('whether a judge can be asked', () => {
  it('is asked by its list of models, with the key', async () => {
    expect(await checked(200)).toEqual({ error: undefined, asked: [`GET /v1/models Bearer ${key}`] });
  });

  it.each([404, 429, 500])('is so where the answer is %i', async (status) => {
    expect((await checked(status)).error).toBeUndefined();
  });

  it('is not where the key is refused: told at once, without the key', async () => {
    const { error, asked } = await checked(401);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(String(error)).toMatch(/refuses \(the key of \$TEST_REACH_KEY was sent\)\.\n {2}Nothing was asked\.$/);
    expect(String(error)).not.toContain(key);
    expect(asked).toHaveLength(1);
  });

  it('is tried again where the connection breaks, and not for long', async () => {
    expect((await checked(0, 200)).error).toBeUndefined();
    const { error, asked } = await checked(0, 0, 0, 0);
    expect(String(error)).toMatch(/cannot be reached: no connection \(\w+\)\.\n {2}Nothing was asked\.$/);
    expect(asked).toHaveLength(3);
  });
});
