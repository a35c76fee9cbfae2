import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commitOf, sha256, type Fault, type HubServer } from './__fixtures__/hub-server.js';
import { sendBytes } from './__fixtures__/send-bytes.js';
import { messageOf, model, setting, token, weightBytes } from './__fixtures__/setting.js';

const { folder, serve, hubAt } = setting();
const blobs = (cache: string) => join(cache, 'models--owner--tiny/blobs');
const weights = (path: string) => readFileSync(join(path, 'model.safetensors'));
const isWeights: (request: { host: string; method: string }) => boolean = ({ host, method }) =>
  host === 'cdn' && method === 'GET';

/** Something that goes wrong so many times. */
const times = (count: number, fault: Fault): Fault => {
  let left = count;
  return (...request) => left > 0 && fault(...request) && left-- > 0;
};

/** Sends some bytes of what is asked for, then breaks off. */
const brokenAfter =
  (length: number): Fault =>
  (request, response, bytes) => {
    if (!isWeights(request) || !bytes) return false;
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': `${bytes.length - from}`, ...range });
    response.write(bytes.subarray(from, from + length), () => setTimeout(() => response.destroy(), 20));
    return true;
  };

const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (_, response) => {
    response.writeHead(code, headers).end(token);
    return true;
  };

const withFault = async (...faults: Fault[]): Promise<HubServer> => {
  const server = await serve(model);
  server.faults.push(...faults);
  return server;
};

describe('a connection that breaks', () => {
  it('is made again and goes on where it stopped, however often, as long as something comes', async () => {
    const server = await withFault(times(5, brokenAfter(40_000)));
    const { hub, events } = hubAt(server);
    const { path } = await hub.model('owner/tiny');
    expect(weights(path)).toEqual(weightBytes);
    const ranges = server.seen.filter(isWeights).map(({ headers }) => headers.range);
    const starts = ranges.map((range) => Number(/\d+/.exec(range ?? '0')![0]));
    expect(starts).toEqual([...starts].sort((one, other) => one - other));
    expect(starts.at(-1)).toBeGreaterThanOrEqual(120_000);
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(5);
  });

  it('ends it when nothing comes any more; the next process goes on', async () => {
    const server = await withFault(
      times(1, brokenAfter(100_000)),
      times(3, (request, response) => isWeights(request) && !!response.destroy()),
    );
    const { home, cache } = hubAt(server);
    const failing = hubAt(server, home).hub.model('owner/tiny');
    await expect(failing).rejects.toMatchObject({ exitCode: 69 });
    await expect(failing).rejects.toThrow(
      /owner\/tiny.*file model\.safetensors: .*Run the same command again: what was downloaded is kept/s,
    );
    const partial = join(blobs(cache), `${sha256(weightBytes)}.incomplete`);
    expect(readFileSync(partial)).toEqual(weightBytes.subarray(0, 100_000));
    server.faults.length = 0;
    server.seen.length = 0;
    const { hub, events } = hubAt(server, home);
    expect(weights((await hub.model('owner/tiny')).path)).toEqual(weightBytes);
    expect(server.seen.filter(isWeights).map(({ headers }) => headers.range)).toEqual(['bytes=100000-']);
    expect(events[0]).toMatchObject({ type: 'download-start', present: 100_000 });
    expect(existsSync(partial)).toBe(false);
  });

  it('is noticed when it is silent', async () => {
    const silent: Fault = (request, response, bytes) =>
      isWeights(request) && !!response.writeHead(200, { 'content-length': `${bytes!.length}` }).write('x');
    const server = await withFault(times(1, silent));
    const { hub, events } = hubAt(server, undefined, { waitMs: 300 });
    // The byte that came was none of the file's: the hash tells, and all is fetched anew.
    expect(weights((await hub.model('owner/tiny')).path)).toEqual(weightBytes);
    expect(events.some((event) => event.type === 'retry' && event.reason.includes('the answer stopped halfway'))).toBe(
      true,
    );
  });
});

describe('a server', () => {
  it('may know no ranges: the file begins anew', async () => {
    const noRange: Fault = (request, response, bytes) => {
      if (!isWeights(request) || !bytes || request.headers.range === undefined) return false;
      sendBytes({ ...request, headers: {} }, response, bytes, {});
      return true;
    };
    const server = await withFault(times(1, brokenAfter(70_000)), noRange);
    expect(weights((await hubAt(server).hub.model('owner/tiny')).path)).toEqual(weightBytes);
  });

  it.each([429, 500, 503, 408])('may be busy (%d): it is asked again, when it says', async (code) => {
    const server = await withFault(times(2, status(code, { 'retry-after': '0' })));
    const { hub, events } = hubAt(server);
    expect(weights((await hub.model('owner/tiny')).path)).toEqual(weightBytes);
    expect(events.filter(({ type }) => type === 'retry')).toEqual([
      expect.objectContaining({ waitMs: 0, reason: expect.stringContaining(`answered with ${code}`) }),
      expect.anything(),
    ]);
  });

  it('that stays busy is given up', async () => {
    const server = await withFault(status(503));
    await expect(hubAt(server).hub.model('owner/tiny')).rejects.toMatchObject({ exitCode: 69 });
    expect(server.seen).toHaveLength(3);
  });

  it('that sends other bytes is believed once more, then refused; nothing is kept', async () => {
    const corrupt: Fault = (request, response, bytes) => {
      if (!isWeights(request) || !bytes) return false;
      sendBytes(request, response, Buffer.concat([Buffer.from('X'), bytes.subarray(1)]), {});
      return true;
    };
    const once = await withFault(times(1, corrupt));
    expect(weights((await hubAt(once).hub.model('owner/tiny')).path)).toEqual(weightBytes);
    const always = await withFault(corrupt);
    const { hub, cache } = hubAt(always);
    await expect(hub.model('owner/tiny')).rejects.toThrow(
      new RegExp(
        `^owner/tiny@.{8}/model\\.safetensors: the bytes that came have the SHA-256 \\w{64}; ${sha256(weightBytes)} was wanted. They were thrown away, twice`,
      ),
    );
    await expect(hub.model('owner/tiny')).rejects.toMatchObject({ exitCode: 65 });
    expect(readdirSync(blobs(cache)).filter((name) => name.startsWith(sha256(weightBytes)))).toEqual([]);
  });

  it.each([
    ['more', Buffer.concat([weightBytes, Buffer.from('more')]), 300_004],
    ['less', weightBytes.subarray(0, 10), 10],
  ])('that announces %s bytes than it listed is refused', async (_, sent, announced) => {
    const server = await withFault((request, response) => {
      if (!isWeights(request)) return false;
      sendBytes(request, response, sent, {});
      return true;
    });
    const { hub, cache } = hubAt(server);
    await expect(hub.model('owner/tiny')).rejects.toThrow(
      `the server sends ${announced} bytes; its listing says 300000. Nothing was kept.`,
    );
    expect(readdirSync(blobs(cache)).filter((name) => name.startsWith(sha256(weightBytes)))).toEqual([]);
  });

  it('that sends more than it announces nothing of is stopped', async () => {
    const endless: Fault = (request, response) => {
      if (!isWeights(request)) return false;
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      response.end(Buffer.alloc(400_000));
      return true;
    };
    const server = await withFault(endless);
    await expect(hubAt(server).hub.model('owner/tiny')).rejects.toThrow('the server sends more than 300000 bytes');
  });

  it('that answers with something else than a listing is none', async () => {
    const server = await withFault((_, response) => !!response.writeHead(200).end('<html>'));
    await expect(hubAt(server).hub.model('owner/tiny')).rejects.toThrow(/did not answer as a hub does/);
  });

  it('that points in circles, or to something that is no web address, is not followed', async () => {
    const circle = await withFault((request, response) => !!response.writeHead(302, { location: request.url }).end());
    await expect(hubAt(circle).hub.model('owner/tiny')).rejects.toThrow(
      'points from one address to another without end',
    );
    const file = await withFault((_, response) => !!response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    await expect(hubAt(file).hub.model('owner/tiny')).rejects.toThrow(
      'points to an address that is not safe to follow',
    );
  });

  it('that points to another host gets no token sent there', async () => {
    const other = await serve(model);
    const server = await withFault(
      (request, response) =>
        request.url.startsWith('/api/') && !!response.writeHead(307, { location: `${other.url}${request.url}` }).end(),
    );
    await hubAt(server).hub.model('owner/tiny');
    expect(other.seen.length).toBeGreaterThan(0);
    expect(JSON.stringify(other.seen)).not.toContain(token);
  });
});

describe('an answer that refuses', () => {
  it.each([
    [
      403,
      { 'x-error-code': 'GatedRepo' },
      69,
      /Hugging Face: owner\/tiny, revision "main": access is restricted \(403\).*Accept the terms at http:\/\/127.0.0.1:\d+\/owner\/tiny, then give a token that may read it: HF_TOKEN=…/,
    ],
    [401, { 'x-error-code': 'GatedRepo' }, 69, /access is restricted \(401\)/],
    [401, {}, 69, /the token is refused \(401\), or there is no such model/],
    [404, { 'x-error-code': 'RepoNotFound' }, 64, /owner\/tiny.*: there is no such model at http/],
    [
      404,
      { 'x-error-code': 'RevisionNotFound' },
      64,
      /owner\/tiny, revision "main": there is no such revision\. Those that exist stand at http/,
    ],
    [418, {}, 69, /answered with 418/],
  ])('%d %j', async (code, headers, exitCode, message) => {
    const server = await withFault(status(code, headers as Record<string, string>));
    const failing = hubAt(server).hub.model('owner/tiny');
    await expect(failing).rejects.toMatchObject({ exitCode });
    const text = await messageOf(failing);
    expect(text).toMatch(message);
    expect(text).toMatch(/^"owner\/tiny" is no folder here \(.*\), so it was taken for an id of Hugging Face\./);
    expect(text).not.toContain(token);
    expect(server.seen).toHaveLength(1);
  });

  it('shows no signature of an address', async () => {
    const server = await withFault((request, response) => isWeights(request) && !!response.writeHead(403).end());
    const text = await messageOf(hubAt(server).hub.model('owner/tiny'));
    expect(text).toContain('file model.safetensors');
    expect(text).not.toContain('very-secret');
  });
});

describe('names that lead elsewhere', () => {
  const hostile = (path: string) => ({
    ...model,
    kind: 'dataset' as const,
    files: { ...model.files, [path]: 'hostile' },
  });

  it.each([
    '../../../outside.txt',
    '/etc/outside.txt',
    'a/../../outside.txt',
    'a\\..\\outside.txt',
    'C:/outside.txt',
    'a//b',
    './a',
  ])('%s is refused by its name, and nothing is written', async (path) => {
    const server = await serve(hostile(path));
    const { hub, home, cache } = hubAt(server);
    const failing = hub.locate('hf:datasets/owner/tiny');
    await expect(failing).rejects.toMatchObject({ exitCode: 65 });
    await expect(failing).rejects.toThrow(`names the file ${JSON.stringify(path)}, which is no plain path`);
    expect(existsSync(join(cache, 'datasets--owner--tiny/snapshots'))).toBe(false);
    expect(readdirSync(home)).toEqual(['.cache']);
  });

  it('names that differ in capitals alone are refused', async () => {
    const server = await serve(hostile('readme.MD'));
    await expect(hubAt(server).hub.locate('hf:datasets/owner/tiny')).rejects.toThrow(
      'has the files "README.md" and "readme.MD", which are one file where capitals do not count',
    );
  });

  it('an index that names a file outside is refused', async () => {
    const { 'model.safetensors': _, ...files } = model.files;
    const index = JSON.stringify({ weight_map: { a: '../../../../outside' } });
    const server = await serve({ ...model, files: { ...files, 'model.safetensors.index.json': index } });
    await expect(hubAt(server).hub.model('owner/tiny')).rejects.toThrow(
      /index\.json: names the file "\.\.\/\.\.\/\.\.\/\.\.\/outside"/,
    );
    const absent = JSON.stringify({ weight_map: { a: 'model-00001-of-00009.safetensors' } });
    const other = await serve({
      ...model,
      commit: commitOf('b'),
      revisions: { main: commitOf('b') },
      files: { ...files, 'model.safetensors.index.json': absent },
    });
    await expect(hubAt(other).hub.model('owner/tiny')).rejects.toThrow(
      'names model-00001-of-00009.safetensors, which the repository does not have',
    );
  });

  it('a link in the cache that leads out of it is refused', async () => {
    const server = await serve(model);
    const { home, cache } = hubAt(server);
    const { path } = await hubAt(server, home).hub.model('owner/tiny');
    const outside = join(folder(), 'secret.json');
    writeFileSync(outside, model.files['config.json']!);
    rmSync(join(path, 'config.json'));
    symlinkSync(outside, join(path, 'config.json'));
    await expect(hubAt(server, home).hub.model('owner/tiny')).rejects.toThrow(
      /is a link that leads out of the cache, to .*secret\.json/,
    );
    rmSync(join(cache, 'models--owner--tiny/snapshots'), { recursive: true });
    const elsewhere = folder();
    mkdirSync(join(cache, 'models--owner--tiny/snapshots'));
    symlinkSync(elsewhere, path);
    await expect(hubAt(server, home).hub.model('owner/tiny')).rejects.toThrow(/leads out of the cache/);
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

describe('the disk', () => {
  it('that is too small is told before anything is downloaded', async () => {
    const server = await serve(model);
    const { hub, cache } = hubAt(server, undefined, { free: () => Promise.resolve(1_000_000) });
    const failing = hub.model('owner/tiny');
    await expect(failing).rejects.toMatchObject({ exitCode: 74 });
    await expect(failing).rejects.toThrow(
      /300\.0 kB are to be downloaded, and 1\.0 MB are free\. .*HF_HUB_CACHE.* Nothing was downloaded/,
    );
    expect(readdirSync(blobs(cache))).toEqual([]);
    expect(server.downloads()).toEqual([]);
  });
});

describe('two at once', () => {
  it('take turns: each byte comes once, and both have it', async () => {
    const server = await serve(model);
    const home = folder();
    const found = await Promise.all([1, 2, 3].map(() => hubAt(server, home).hub.model('owner/tiny')));
    expect(new Set(found.map(({ path }) => path)).size).toBe(1);
    expect(weights(found[0]!.path)).toEqual(weightBytes);
    expect(server.seen.filter(isWeights)).toHaveLength(1);
  });

  it('one that is stopped leaves what the next goes on with', async () => {
    const server = await serve(model);
    const stop = new AbortController();
    server.faults.push(
      times(1, (request, response, bytes) => {
        if (!isWeights(request)) return false;
        response.writeHead(200, { 'content-length': `${bytes!.length}` }).write(bytes!.subarray(0, 50_000));
        setTimeout(() => stop.abort(), 200);
        return true;
      }),
    );
    const { home, cache } = hubAt(server);
    const failing = hubAt(server, home).hub.model('owner/tiny', { signal: stop.signal });
    await expect(failing).rejects.toMatchObject({ exitCode: 75 });
    const partial = join(blobs(cache), `${sha256(weightBytes)}.incomplete`);
    expect(readFileSync(partial)).toEqual(weightBytes.subarray(0, 50_000));
    truncateSync(partial, 49_999); // as a kill may leave it
    expect(weights((await hubAt(server, home).hub.model('owner/tiny')).path)).toEqual(weightBytes);
    expect(server.seen.filter(isWeights).at(-1)!.headers.range).toBe('bytes=49999-');
  });
});
