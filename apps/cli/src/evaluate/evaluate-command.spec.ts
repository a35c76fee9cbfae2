import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, jsonLines, model, root, weitiao } from '../__fixtures__/command-line.js';

const exam = join(root, 'plugins/datasets/starter-zh/data/exam.json');
let folder: Folder;
beforeAll(() => void (folder = new Folder()));
afterAll(() => folder[Symbol.dispose]());

interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly authorization: string | undefined;
}
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An endpoint that answers each question as `reply` says: a text, or a status. */
async function endpoint(reply: (number: number) => string | number): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer((request, response) => {
    // No list of models, which is asked for first.
    if (request.method === 'GET') return void response.writeHead(404).end();
    void text(request).then((body) => {
      asked.push({ ...(JSON.parse(body) as Asked), authorization: request.headers.authorization });
      const answer = reply(asked.length - 1);
      const content =
        typeof answer === 'string' ? { choices: [{ message: { content: answer } }] } : { error: { message: 'no' } };
      response.writeHead(typeof answer === 'string' ? 200 : answer, { 'content-type': 'application/json' });
      response.end(JSON.stringify(content));
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

describe('weitiao evaluate', () => {
  const mmcu = (more: string) => `{ use: mmcu, from: ${exam}, rows: 3, ${more} }`;

  it('asks a model folder, tells intervals, and asks nothing twice', async () => {
    const output = folder.inside('model');
    const ask = () =>
      weitiao(
        'evaluate',
        '--model',
        model,
        '--benchmark',
        mmcu(''),
        '--output',
        output,
        '--template',
        'alpaca-zh',
        '--json',
      );
    const { code, out, err } = await ask();
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringMatching(/^engine: tfjs-node/) as unknown });
    const scores = jsonLines(out);
    expect(scores.map(({ group }) => group)).toEqual(['medicine', 'law', 'psychology', 'education', 'all']);
    expect(scores.at(-1)).toMatchObject({ items: 12, interval: { low: expect.any(Number), high: expect.any(Number) } });
    const rows = readFileSync(join(output, 'mmcu.jsonl'), 'utf8');
    expect(rows.trim().split('\n')).toHaveLength(12);
    expect((await ask()).out).toBe(out);
    expect(readFileSync(join(output, 'mmcu.jsonl'), 'utf8')).toBe(rows);
  });

  it('asks an endpoint, with protocols that generate', async () => {
    process.env['TEST_ENDPOINT_KEY'] = 'key-of-nobody';
    const { url, asked } = await endpoint(() => '答案是 B');
    const argv = [
      '--endpoint',
      url,
      '--model',
      'theirs',
      '--key',
      '$TEST_ENDPOINT_KEY',
      '--benchmark',
      mmcu('protocol: as-published'),
    ];
    const { code, out } = await weitiao('evaluate', ...argv);
    expect(code).toBe(0);
    expect(out).toMatch(/^mmcu 1 · generation · 12 questions\n {2}medicine {4}\d/);
    expect(asked).toHaveLength(12);
    expect(asked[0]).toMatchObject({
      model: 'theirs',
      messages: [{ role: 'user' }],
      authorization: 'Bearer key-of-nobody',
    });
    expect(out).not.toContain('key-of-nobody');
  });

  it('tells at once that nobody answers', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const url = `http://127.0.0.1:${port}/v1`;
    const argv = ['--endpoint', url, '--model', 'm', '--benchmark', mmcu('protocol: as-published')];
    expect(await weitiao('evaluate', ...argv)).toMatchObject({
      code: 69,
      err: `endpoint: ${url} cannot be reached: no connection (ECONNREFUSED).\n  Nothing was asked.\n`,
    });
  });

  it.each([
    [
      'likelihoods of an endpoint',
      'protocol: controlled',
      200,
      64,
      /compares the likelihoods of options, and this subject gives none/,
    ],
    ['an endpoint that refuses', 'protocol: as-published', 401, 69, /^endpoint: http:.* refuses \(no key was sent/],
    [
      'an option that is none',
      'protocl: controlled',
      200,
      64,
      /@weitiao\/benchmark-mmcu has no option "protocl"\. Did you mean "protocol"\?/,
    ],
  ])('ends with what is wrong: %s', async (_, option, status, code, message) => {
    const { url } = await endpoint(() => (status === 200 ? 'A' : status));
    const ended = await weitiao('evaluate', '--endpoint', url, '--model', 'm', '--benchmark', mmcu(option));
    expect(ended).toMatchObject({ code, err: expect.stringMatching(message) as unknown });
  });
});
