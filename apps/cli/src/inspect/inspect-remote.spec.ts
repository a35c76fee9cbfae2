import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder, jsonLines, model, root, weitiao } from '../__fixtures__/command-line.js';
import { filesOf, servedHub, type Fault } from '../__fixtures__/served-hub.js';

type Facts = Record<string, Record<string, unknown>> & { usable: boolean };
type Files = Record<string, Buffer | string>;

let hub: Awaited<ReturnType<typeof servedHub>> | undefined;
const folder = new Folder();
afterEach(async () => {
  await hub?.[Symbol.asyncDispose]();
  hub = undefined;
  rmSync(folder.path, { recursive: true, force: true });
  mkdirSync(folder.path);
});

const llama = filesOf(join(root, 'plugins/models/llama/src/__fixtures__/heads-4'));
const yarn = filesOf(join(root, 'plugins/models/llama/src/__fixtures__/yarn'));
const shards = filesOf(join(root, 'plugins/models/llama/src/__fixtures__/wide-heads'));
const bloom = filesOf(model);
const index = 'model.safetensors.index.json';
const second = 'model-00002-of-00004.safetensors';

/** What the command says of files at a hub. */
async function remote(files: Files, { fault, flags = [] }: { fault?: Fault; flags?: string[] } = {}) {
  hub = await servedHub('who/tiny', files);
  if (fault) hub.server.faults.push((request, ...rest) => request.host === 'cdn' && fault(request, ...rest));
  return weitiao('inspect', 'model', 'who/tiny', '--json', ...flags);
}

/** What it says of the same files in a folder. */
async function local(files: Files) {
  for (const [name, content] of Object.entries(files)) writeFileSync(folder.inside(name), content);
  const { code, out } = await weitiao('inspect', 'model', folder.path, '--json');
  return { code, facts: jsonLines(out)[0] as Facts };
}

const factsOf = ({ out }: { out: string }): Facts => jsonLines(out)[0] as Facts;
const headerOf = (json: string, length = Buffer.byteLength(json)): Buffer => {
  const bytes = Buffer.alloc(8 + Buffer.byteLength(json));
  bytes.writeBigUInt64LE(BigInt(length));
  bytes.write(json, 8);
  return bytes;
};

describe('weitiao inspect model of an id that is not here', () => {
  it('tells what its weights are, and how much is to be downloaded, without downloading them', async () => {
    const { code, out } = await remote(bloom);
    expect(code).toBe(0);
    const { facts } = await local(bloom);
    const told = factsOf({ out });
    for (const part of ['stored', 'architecture', 'tokenizer', 'usable']) expect(told[part]).toEqual(facts[part]);
    expect(told['download']).toEqual({ files: 1, bytes: bloom['model.safetensors']!.length });
    expect(hub!.cached()).not.toContain('model.safetensors');
    expect(hub!.server.seen.filter(({ host }) => host === 'cdn').map(({ headers }) => headers.range)).toEqual([
      'bytes=0-65535',
    ]);
    const again = await weitiao('inspect', 'model', 'who/tiny');
    expect(again.out).toMatch(/^weights: 14 MB of F16 in 1 file\ndownload: 1 file, 14 MB$/m);
  });

  it('tells it at ModelScope, too', async () => {
    hub = await servedHub('who/tiny', bloom);
    const { code, out } = await weitiao('inspect', 'model', 'modelscope:who/tiny');
    expect(out).toMatch(/^weights: 14 MB of F16 in 1 file\ndownload: 1 file, 14 MB$/m);
    expect([code, hub.cached().includes('model.safetensors')]).toEqual([0, false]);
  });

  it('reads the headers of all its parts; what is here already is read here', async () => {
    const { code, out } = await remote(shards);
    const { facts } = await local(shards);
    expect(factsOf({ out })['stored']).toEqual(facts['stored']);
    expect(code).toBe(65); // it has no tokenizer
    expect(factsOf({ out })['download']).toMatchObject({ files: 5 });
    expect(hub!.cached()).toEqual(['config.json']);
    const asked = () => hub!.server.downloads().filter(({ url }) => /blob|index/.test(url)).length;
    expect(asked()).toBe(5);
    const { code: fetched } = await weitiao('prefetch', 'who/tiny');
    hub!.server.seen.length = 0;
    const whole = await weitiao('inspect', 'model', 'who/tiny');
    expect([fetched, asked()]).toEqual([0, 0]);
    expect(whole.out).toContain('\ndownload: nothing, all of it is here\n');
  });

  it.each<[string, Files, RegExp]>([
    [
      'of another model',
      { ...llama, 'model.safetensors': yarn['model.safetensors']! },
      /of another shape or type \(4\)/,
    ],
    [
      'with a part of another checkpoint',
      { ...shards, [second]: shards['model-00003-of-00004.safetensors']! },
      /is in .* too\. The files are of different checkpoints/,
    ],
    ['without a part', without(shards, second), /model-00002-of-00004\.safetensors: the repository has no such file/],
    [
      'with an index of another revision',
      { ...shards, [index]: shards[index]!.toString().replaceAll('-of-00004', '-of-00005') },
      /own names tell of 5\. It is of another revision/,
    ],
    ['whose index is none', { ...shards, [index]: '{"weight_map": ' }, /index\.json: is not valid JSON/],
    ['without weights', without(llama, 'model.safetensors', 'logits.safetensors'), /there is no model\.safetensors/],
    ['that is quantised', { ...llama, 'model.safetensors': quantised() }, /quantised \(GPTQ/],
    [
      'whose header is too long',
      { ...llama, 'model.safetensors': headerOf('{}', 2 ** 40) },
      /header claims 1099511627776/,
    ],
    ['whose header is garbage', { ...llama, 'model.safetensors': headerOf('{"a": nonsense}') }, /header is not JSON/],
    ['that is a web page', { ...llama, 'model.safetensors': '<!doctype html><p>Sign in' }, /this is a web page/],
  ])('finds one %s, and ends with 65', async (_, files, reason) => {
    const result = await remote(files);
    expect(result.code).toBe(65);
    expect(factsOf(result)).toMatchObject({ usable: false, stored: { fault: expect.stringMatching(reason) } });
    expect(hub!.cached()).toEqual(['config.json']);
  });

  it('tells the size alone of pickles, which is no fault', async () => {
    const pickle = { 'pytorch_model.bin': Buffer.alloc(3_100_000, 1) };
    const { code, out } = await remote({ ...without(bloom, 'model.safetensors'), ...pickle });
    expect(code).toBe(0);
    expect(factsOf({ out })).toMatchObject({
      stored: { files: 0, unknown: expect.stringContaining('pytorch_model.bin is a pickle of PyTorch') },
      download: { files: 1, bytes: 3_100_000 },
      usable: true,
    });
    const text = await weitiao('inspect', 'model', 'who/tiny');
    expect(text.out).toMatch(/^weights: nothing is known of them: pytorch_model.bin is .*\ndownload: 1 file, 4 MB$/m);
  });

  it('asks nobody with --offline', async () => {
    await remote(bloom);
    hub!.server.seen.length = 0;
    const { code, out } = await weitiao('inspect', 'model', 'who/tiny', '--offline');
    expect([code, hub!.server.seen]).toEqual([0, []]);
    expect(out).toMatch(/^weights: nothing is known of them: model.safetensors is not in the cache .*--offline/m);
    expect(out).toMatch(/^download: 1 file, 14 MB$/m);
  });

  it.each<[string, Fault, number, string]>([
    ['fails', (_, response) => !!response.writeHead(404).end(), 64, 'file model.safetensors: there is no such file'],
    ['is restricted', (_, response) => !!response.writeHead(403).end(), 69, 'access is restricted (403)'],
  ])('ends with the error of a hub that %s', async (_, fault, exitCode, told) => {
    const { code, err } = await remote(bloom, { fault });
    expect([code, err]).toEqual([exitCode, expect.stringContaining(told)]);
  });

  it('reads no more than the header from a hub that knows no ranges', async () => {
    let sent = 0;
    const closed: Promise<unknown>[] = [];
    const fault: Fault = (_, response, bytes) => {
      response.writeHead(200, { 'content-length': `${bytes!.length}` });
      closed.push(once(response, 'close'));
      const send = () => {
        if (response.destroyed) return;
        const part = bytes!.subarray(sent, (sent += 16_384));
        response.write(part, () => setTimeout(send, 2));
      };
      send();
      return true;
    };
    const { code, out } = await remote(bloom, { fault });
    await Promise.all(closed);
    expect([code, factsOf({ out })['stored']]).toMatchObject([0, { types: { F16: 2 * 6_787_584 } }]);
    expect(sent).toBeLessThan(bloom['model.safetensors']!.length / 4);
  });
});

function without(files: Files, ...names: string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

function quantised(): Buffer {
  const tensor = { dtype: 'I32', shape: [1], data_offsets: [0, 4] };
  const json = JSON.stringify({ 'model.layers.0.mlp.up_proj.g_idx': tensor });
  return Buffer.concat([headerOf(json), Buffer.alloc(4)]);
}
