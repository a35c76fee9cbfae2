import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Fault, type ServedRepository } from '../__fixtures__/hub-server.js';
import { messageOf, model, setting, token, weightBytes } from '../__fixtures__/setting.js';
import type { HubOptions } from '../model-hub.js';

const { folder, serve, hubAt } = setting();
const { commit } = model;
const [one, other] = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'] as const;
const index = 'model.safetensors.index.json';
const { 'model.safetensors': _, 'pytorch_model.bin': pickle, ...facts } = model.files;
const sharded: ServedRepository = {
  ...model,
  files: {
    ...facts,
    [index]: JSON.stringify({ weight_map: { a: one, b: other } }),
    [one]: weightBytes,
    [other]: Buffer.from('the second part'),
  },
  lfs: [one, other],
};
const pickled: ServedRepository = { ...model, files: { ...facts, 'pytorch_model.bin': pickle! } };

const isOfWeights: (request: { host: string }) => boolean = ({ host }) => host === 'cdn';

/** A model's weights at a server where something goes wrong with requests for them. */
async function remoteOf(repository: ServedRepository, fault?: Fault, options: HubOptions = {}) {
  const server = await serve(repository);
  if (fault) server.faults.push((request, ...rest) => isOfWeights(request) && fault(request, ...rest));
  const { hub, home, events, cache } = hubAt(server, folder(), options);
  const preview = await hub.preview('owner/tiny');
  const files = () => readdirSync(preview.path).sort();
  return { server, events, home, cache, preview, remote: preview.remote!, files };
}

async function read(
  remote: { bytes(path: string): { read(target: Uint8Array, at: number): Promise<void> } | undefined },
  path: string,
  position: number,
  length: number,
) {
  const target = new Uint8Array(length);
  await remote.bytes(path)!.read(target, position);
  return Buffer.from(target);
}

describe('a model before it is downloaded', () => {
  it('has its configuration and tokenizer here; of its weights parts are read, and nothing is kept', async () => {
    const { server, preview, remote, files, cache } = await remoteOf(model);
    expect(preview.reference).toBe(`hf:owner/tiny@${commit}`);
    expect(files()).toEqual(['config.json', 'tokenizer.json', 'tokenizer_config.json']);
    expect(await remote.missing()).toMatchObject([{ path: 'model.safetensors', size: weightBytes.length }]);
    expect([remote.weights, await remote.silence()]).toEqual([['model.safetensors'], undefined]);
    expect(await read(remote, 'model.safetensors', 0, 8)).toEqual(weightBytes.subarray(0, 8));
    const bytes = remote.bytes('model.safetensors')!;
    const target = new Uint8Array(100_000);
    await bytes.read(target.subarray(0, 8), 0);
    await bytes.read(target.subarray(8), 8);
    expect(Buffer.from(target)).toEqual(weightBytes.subarray(0, 100_000));
    const ranges = server.seen.filter(isOfWeights).map(({ headers }) => headers.range);
    expect(ranges).toEqual(['bytes=0-65535', 'bytes=0-65535', 'bytes=65536-99999']);
    expect(files()).toHaveLength(3);
    expect(readdirSync(join(cache, 'models--owner--tiny/blobs'))).toHaveLength(3);
    expect(remote.bytes('absent.safetensors')).toBeUndefined();
  });

  it('sends the token to the hub alone', async () => {
    const { server, remote } = await remoteOf(model);
    await read(remote, 'model.safetensors', 0, 8);
    const carriers = server.seen.filter(({ headers }) => JSON.stringify(headers).includes(token));
    expect(new Set(carriers.map(({ host }) => host))).toEqual(new Set(['hub']));
  });

  it('has the parts that its index names, which is read and not kept', async () => {
    const { remote, files } = await remoteOf(sharded);
    expect((await remote.missing())!.map(({ path }) => path)).toEqual([index, one, other]);
    expect(remote.weights).toEqual([index]);
    expect(JSON.parse((await remote.text(index))!)).toEqual({ weight_map: { a: one, b: other } });
    expect(await read(remote, other, 4, 6)).toEqual(Buffer.from('second'));
    expect(files()).toHaveLength(3);
  });

  it('is read from here where it is here, also in part', async () => {
    const { preview, remote, server } = await remoteOf(sharded);
    writeFileSync(join(preview.path, one), weightBytes);
    writeFileSync(join(preview.path, index), sharded.files[index]!);
    server.seen.length = 0;
    expect((await remote.missing())!.map(({ path }) => path)).toEqual([other]);
    expect(await remote.here(one)).toBe(join(preview.path, one));
    expect([await remote.here(other), await remote.here('config.json')]).toEqual([
      undefined,
      join(preview.path, 'config.json'),
    ]);
    expect(server.seen).toEqual([]);
    writeFileSync(join(preview.path, other), 'the second part');
    expect([await remote.missing(), await remote.silence()]).toEqual([[], undefined]);
  });

  it('tells nothing of pickles beside their size', async () => {
    const { remote } = await remoteOf(pickled);
    expect(await remote.missing()).toMatchObject([{ path: 'pytorch_model.bin', size: Buffer.from(pickle!).length }]);
    expect(await remote.silence()).toBe('pytorch_model.bin is a pickle of PyTorch, which is read when it is here');
  });

  it('names what lies there where there are no weights', async () => {
    const { remote } = await remoteOf({ ...model, files: { ...facts, 'consolidated.pth': 'values' } });
    expect([await remote.missing(), remote.weights]).toEqual([[], expect.arrayContaining(['consolidated.pth'])]);
  });

  it('is a folder where there is one', async () => {
    const here = folder();
    mkdirSync(join(here, 'owner/tiny'), { recursive: true });
    const { hub } = hubAt(undefined);
    const preview = await hub.preview('owner/tiny', { folder: here });
    expect(preview).toEqual({ path: join(here, 'owner/tiny'), reference: 'owner/tiny' });
  });
});

describe('with the network off', () => {
  it.each([
    ['one file', model, ['model.safetensors'], 'model.safetensors'],
    ['parts', sharded, [index, one, other], `${index} (and 2 more)`],
  ])('says what is not here, of %s, and asks nobody', async (_, repository, missing, told) => {
    const { server, home } = await remoteOf(repository);
    server.seen.length = 0;
    const { remote } = await hubAt(server, home, { offline: true }).hub.preview('owner/tiny');
    expect((await remote!.missing())!.map(({ path }) => path)).toEqual(missing);
    expect(await remote!.silence()).toContain(`${told} is not in the cache (`);
    expect(await remote!.silence()).toContain('the hub is not to be asked (--offline or HF_HUB_OFFLINE)');
    expect(server.seen).toEqual([]);
  });

  it('does not know what a listing would tell, but knows what Python has whole', async () => {
    const { home, cache } = hubAt(undefined);
    const repository = join(cache, 'models--owner--tiny');
    mkdirSync(join(repository, 'snapshots', commit), { recursive: true });
    mkdirSync(join(repository, 'refs'));
    writeFileSync(join(repository, 'refs/main'), commit);
    writeFileSync(join(repository, 'snapshots', commit, 'config.json'), '{}');
    const remote = async () => (await hubAt(undefined, home, { offline: true }).hub.preview('owner/tiny')).remote!;
    expect(await (await remote()).missing()).toBeUndefined();
    expect(await (await remote()).silence()).toContain('not all of it is in the cache');
    writeFileSync(join(repository, 'snapshots', commit, 'model.safetensors'), 'abc');
    expect([await (await remote()).missing(), await (await remote()).silence()]).toEqual([[], undefined]);
  });
});

/** Answers as a server that knows no ranges, in small pieces. @returns what it sent, and how its connections ended */
function withoutRanges(): { fault: Fault; sent: number[]; closed: Promise<unknown>[] } {
  const sent: number[] = [];
  const closed: Promise<unknown>[] = [];
  const fault: Fault = (_, response, bytes) => {
    response.writeHead(200, { 'content-length': `${bytes!.length}` });
    const request = sent.push(0) - 1;
    closed.push(once(response, 'close'));
    const send = (at: number) => {
      if (response.destroyed) return;
      if (at >= bytes!.length) return void response.end();
      const part = bytes!.subarray(at, at + 5000);
      sent[request]! += part.length;
      response.write(part, () => setTimeout(() => send(at + part.length), 5));
    };
    send(0);
    return true;
  };
  return { fault, sent, closed };
}

const times = (count: number, fault: Fault): Fault => {
  let left = count;
  return (...request) => left > 0 && fault(...request) && left-- > 0;
};

/** Sends some bytes of the range that is asked for, then breaks off. */
const brokenAfter =
  (length: number): Fault =>
  ({ headers }, response, bytes) => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range!)!.map(Number);
    const range = `bytes ${first}-${last}/${bytes!.length}`;
    response.writeHead(206, { 'content-length': `${last! + 1 - first!}`, 'content-range': range });
    response.write(bytes!.subarray(first!, first! + length), () => setTimeout(() => response.destroy(), 20));
    return true;
  };

const partial =
  (contentRange: string | undefined, bytes = Buffer.from('x')): Fault =>
  (_, response) => {
    const header = contentRange === undefined ? {} : { 'content-range': contentRange };
    response.writeHead(206, { 'content-length': `${bytes.length}`, ...header }).end(bytes);
    return true;
  };

describe('a hub that does not answer as it should', () => {
  it('knows no ranges: what is wanted is read, and the connection is ended', async () => {
    const { fault, sent, closed } = withoutRanges();
    const { remote, server } = await remoteOf(model, fault);
    const bytes = remote.bytes('model.safetensors')!;
    const target = new Uint8Array(70_000);
    await bytes.read(target.subarray(0, 8), 0);
    await bytes.read(target.subarray(8), 8);
    expect(Buffer.from(target)).toEqual(weightBytes.subarray(0, 70_000));
    await Promise.all(closed);
    expect(server.seen.filter(isOfWeights)).toHaveLength(2);
    expect(Math.max(...sent)).toBeLessThan(weightBytes.length / 2);
  });

  it('breaks connections: what came is not asked for again', async () => {
    const { remote, server, events } = await remoteOf(model, times(4, brokenAfter(10_000)));
    expect(await read(remote, 'model.safetensors', 0, 60_000)).toEqual(weightBytes.subarray(0, 60_000));
    const ranges = server.seen.filter(isOfWeights).map(({ headers }) => headers.range);
    expect(ranges).toEqual([0, 10_000, 20_000, 30_000, 40_000].map((first) => `bytes=${first}-65535`));
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(4);
  });

  it('fails for good: all that is read ends with the first error', async () => {
    const { remote, server } = await remoteOf(sharded, (_, response) => !!response.writeHead(503).end());
    const reads = [one, other].map((path) => read(remote, path, 0, 8));
    const messages = await Promise.all(reads.map(messageOf));
    expect(messages[0]).toMatch(
      /Hugging Face: owner\/tiny.*file model-0000[12].*answered with 503.*Run the same command/s,
    );
    expect(messages[1]).toBe(messages[0]);
    await expect(read(remote, one, 0, 8)).rejects.toMatchObject({ exitCode: 69 });
    expect(server.seen.filter(isOfWeights).length).toBeLessThanOrEqual(6);
  });

  it.each([
    [401, 69, 'the token is refused (401)'],
    [403, 69, 'access is restricted (403)'],
    [404, 64, 'there is no such file'],
  ])('answers with %d', async (status, exitCode, told) => {
    const { remote } = await remoteOf(model, (_, response) => !!response.writeHead(status).end());
    const reading = read(remote, 'model.safetensors', 0, 8);
    await expect(reading).rejects.toMatchObject({ exitCode, message: expect.stringContaining(told) });
    await expect(reading).rejects.toThrow('file model.safetensors');
  });

  it.each([
    ['another size', partial('bytes 0-0/999'), 65, 'the server sends 999 bytes; its listing says 300000'],
    ['another range', partial('bytes 7-7/300000'), 69, 'the server sent other bytes than were asked for'],
    ['a range without a name', partial(undefined), 69, 'the server sent other bytes than were asked for'],
    ['nothing', partial('bytes 0-65535/*', Buffer.alloc(0)), 69, 'the connection ended after 0 of 65536 bytes'],
    ['no such range', ((_, response) => !!response.writeHead(416).end()) as Fault, 69, 'the server has no such range'],
  ])('sends %s', async (_, fault, exitCode, told) => {
    const { remote } = await remoteOf(model, fault);
    const reading = read(remote, 'model.safetensors', 0, 8);
    await expect(reading).rejects.toMatchObject({ exitCode, message: expect.stringContaining(told) });
  });

  it('sends another index than it lists', async () => {
    const [listed, sent] = [sharded.files[index]!, sharded.files[index]!.toString().replace('"a"', '"c"')];
    const isIndex: Fault = ({ url }, response) =>
      url.includes(`/resolve/`) && url.endsWith(index) && !!response.end(sent);
    const server = await serve({ ...sharded, files: { ...sharded.files, [index]: listed } });
    server.faults.push(isIndex);
    const { remote } = await hubAt(server).hub.preview('owner/tiny');
    await expect(remote!.missing()).rejects.toMatchObject({ exitCode: 65 });
    await expect(remote!.missing()).rejects.toThrow(
      /index\.json: the bytes that came have the Git blob \w+; \w+ was wanted/,
    );
  });

  it('claims more than the headers of any model have: it is not read to the end', async () => {
    const { remote, server } = await remoteOf(sharded);
    const huge = new Uint8Array(2 ** 28 + 1);
    const reading = remote.bytes(one)!.read(huge, 0);
    await expect(reading).rejects.toMatchObject({ exitCode: 65 });
    await expect(reading).rejects.toThrow(
      /00001-of-00002\.safetensors: with it the headers of the weights claim \d+ bytes/,
    );
    await expect(read(remote, other, 0, 8)).rejects.toThrow('more than those of any model (268435456)');
    expect(server.seen.filter(isOfWeights)).toHaveLength(1);
  });

  it('lists an index that is larger than any is', async () => {
    const files = [index, 'config.json'].map((path) => ({ type: 'file', path, size: path === index ? 7e7 : 23 }));
    const server = await serve(sharded);
    server.faults.push(({ url }, response) => url.includes('/tree/') && !!response.end(JSON.stringify(files)));
    const { remote } = await hubAt(server).hub.preview('owner/tiny');
    await expect(remote!.missing()).rejects.toThrow(/index\.json: it has 70000000 bytes, more than any index/);
    expect(server.downloads(index)).toEqual([]);
  });
});

describe('ModelScope', () => {
  it('is read in the same way', async () => {
    const server = await serve({ ...sharded, revisions: { master: commit } });
    const { hub } = hubAt(server);
    const { remote, path } = await hub.preview('modelscope:owner/tiny');
    expect((await remote!.missing())!.map((file) => file.path)).toEqual([index, one, other]);
    expect(await read(remote!, one, 65_000, 1000)).toEqual(weightBytes.subarray(65_000, 66_000));
    expect(readdirSync(path)).toHaveLength(3);
  });
});
