import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { model, setting, token, weightBytes } from './__fixtures__/setting.js';
import { commitOf, gitSha1, sha256 } from './__fixtures__/hub-server.js';

const { folder, serve, hubAt } = setting();
const commit = model.commit;
const needed = ['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json'];

describe('a model by its id', () => {
  it('is downloaded into the layout that Python shares: only what it needs, checked, as relative links', async () => {
    const server = await serve(model);
    const { hub, cache, events } = hubAt(server);
    const found = await hub.model('owner/tiny');
    const repository = join(cache, 'models--owner--tiny');
    expect(found).toEqual({
      path: join(repository, 'snapshots', commit),
      reference: `hf:owner/tiny@${commit}`,
      source: { hub: 'huggingface', kind: 'model', id: 'owner/tiny', path: '', commit },
    });
    expect(readdirSync(found.path).sort()).toEqual(needed);
    expect(readFileSync(join(found.path, 'model.safetensors'))).toEqual(weightBytes);
    expect(readlinkSync(join(found.path, 'model.safetensors'))).toBe(`../../blobs/${sha256(weightBytes)}`);
    const config = Buffer.from(model.files['config.json']!);
    expect(readlinkSync(join(found.path, 'config.json'))).toBe(`../../blobs/${gitSha1(config)}`);
    expect(readFileSync(join(repository, 'refs/main'), 'utf8')).toBe(commit);
    expect(readdirSync(join(repository, 'blobs'))).toHaveLength(4);
    const bytes = needed.reduce((sum, name) => sum + Buffer.from(model.files[name]!).length, 0);
    expect(events[0]).toMatchObject({ type: 'download-start', files: 4, bytes, present: 0, commit });
    expect(events.findLast(({ type }) => type === 'download-progress')).toMatchObject({ done: bytes, bytes });
    expect(events.at(-1)).toMatchObject({ type: 'download-end', repository: 'owner/tiny' });
  });

  it('comes with all its chat templates', async () => {
    const names = ['chat_template.jinja', 'additional_chat_templates/tool_use.jinja'];
    const files = Object.fromEntries([...names, 'code/chat.jinja'].map((name) => [name, '{{ messages }}']));
    const { hub } = hubAt(await serve({ ...model, files: { ...model.files, ...files } }));
    const { path } = await hub.model('owner/tiny');
    expect(names.every((name) => existsSync(join(path, name)))).toBe(true);
    expect(existsSync(join(path, 'code'))).toBe(false);
  });

  it('sends the token to the hub and to nobody else, and shows it nowhere', async () => {
    const server = await serve(model);
    const { hub, events, home } = hubAt(server);
    const found = await hub.model('owner/tiny');
    const carriers = server.seen.filter(({ headers }) => JSON.stringify(headers).includes(token));
    expect(new Set(carriers.map(({ host }) => host))).toEqual(new Set(['hub']));
    expect(server.seen.some(({ host }) => host === 'cdn')).toBe(true);
    expect(server.seen.filter(({ host }) => host === 'hub').every(({ headers }) => headers.authorization)).toBe(true);
    expect(JSON.stringify([found, events, hub])).not.toContain(token);
    const written = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of written)
      expect(readFileSync(join(parentPath, name), 'latin1')).not.toContain(token);
  });

  it('is asked for once more only for its commit: what is here is not fetched again', async () => {
    const server = await serve(model);
    const { home } = hubAt(server);
    await hubAt(server, home).hub.model('owner/tiny');
    server.seen.length = 0;
    await hubAt(server, home).hub.model('owner/tiny');
    expect(server.seen.map(({ url }) => url)).toEqual(['/api/models/owner/tiny/revision/main']);
    server.seen.length = 0;
    await hubAt(server, home).hub.model(`owner/tiny@${commit}`);
    expect(server.seen).toEqual([]);
  });

  it.each(['owner/tiny@v1.0', 'owner/tiny@refs/pr/1', 'hf:owner/tiny@refs%2Fpr%2F1', 'hf://owner/tiny@main'])(
    'is found at a revision: %s',
    async (text) => {
      const server = await serve(model);
      const { hub, cache } = hubAt(server);
      const { reference, source } = await hub.model(text);
      expect(reference).toBe(`hf:owner/tiny@${commit}`);
      expect(readFileSync(join(cache, 'models--owner--tiny/refs', source!.revision!), 'utf8')).toBe(commit);
    },
  );

  it('is a folder where there is one, or where it begins as a path does', async () => {
    const server = await serve(model);
    const here = folder();
    mkdirSync(join(here, 'owner/tiny'), { recursive: true });
    const { hub } = hubAt(server);
    for (const text of ['owner/tiny', './owner/absent', '../absent', join(here, 'x/y'), 'model'])
      expect(await hub.model(text, { folder: here })).toEqual({
        path: join(here, text).replace(here + here, here),
        reference: text,
      });
    expect(server.seen).toEqual([]);
  });

  it('may have many files, in pages of a listing', async () => {
    const more = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`notes/${index}.md`, `${index}`]));
    const server = await serve({ ...model, files: { ...more, ...model.files } });
    server.pageSize = 7;
    const { path } = await hubAt(server).hub.model('owner/tiny');
    expect(readdirSync(path).sort()).toEqual(needed);
    expect(server.seen.filter(({ url }) => url.includes('/tree/'))).toHaveLength(5);
  });

  it('has the shards that its index names', async () => {
    const index = JSON.stringify({
      weight_map: { a: 'model-00002-of-00002.safetensors', b: 'model-00001-of-00002.safetensors' },
    });
    const shards = { 'model-00001-of-00002.safetensors': 'one', 'model-00002-of-00002.safetensors': 'two' };
    const { 'model.safetensors': _, ...files } = model.files;
    const sharded = { ...model, files: { ...files, 'model.safetensors.index.json': index, ...shards } };
    const server = await serve(sharded);
    const { path } = await hubAt(server).hub.model('owner/tiny');
    expect(readdirSync(path).sort()).toEqual(
      [
        'config.json',
        'model.safetensors.index.json',
        'tokenizer.json',
        'tokenizer_config.json',
        ...Object.keys(shards),
      ].sort(),
    );
  });

  it('has pytorch_model.bin where there is nothing better', async () => {
    const { 'model.safetensors': _, ...files } = model.files;
    const server = await serve({ ...model, files });
    const { path } = await hubAt(server).hub.model('owner/tiny');
    expect(readdirSync(path)).toContain('pytorch_model.bin');
  });

  it('may be an adapter', async () => {
    const files = { 'adapter_config.json': '{}', 'adapter_model.safetensors': 'values', 'README.md': '#' };
    const server = await serve({ ...model, files, lfs: [] });
    const { path } = await hubAt(server).hub.model('owner/tiny');
    expect(readdirSync(path).sort()).toEqual(['adapter_config.json', 'adapter_model.safetensors']);
  });
});

describe('without a network', () => {
  it('uses what is here, and says what is not', async () => {
    const server = await serve(model);
    const { home } = hubAt(server);
    await hubAt(server, home).hub.model('owner/tiny');
    await server.stop();
    const offline = hubAt(server, home, { offline: true }).hub;
    const found = await offline.model('owner/tiny');
    expect(found.reference).toBe(`hf:owner/tiny@${commit}`);
    await expect(offline.model('owner/other')).rejects.toThrow(
      /owner\/other, revision "main" is not in the cache .*weitiao prefetch/s,
    );
    await expect(offline.model('owner/other')).rejects.toMatchObject({ exitCode: 69 });
    // Nobody said that there is none: it is tried, and what was seen last is used.
    const { hub, events } = hubAt(server, home);
    expect((await hub.model('owner/tiny')).path).toBe(found.path);
    expect(events).toEqual([
      { type: 'note', message: expect.stringMatching(/nobody listens there. The commit that was seen last is used/) },
    ]);
  });

  it('is asked for by the environment too', async () => {
    const home = folder();
    const environment = { HOME: home, HF_HUB_OFFLINE: '1' };
    const { hub } = hubAt(undefined, home, { environment });
    expect(hub.offline).toBe(true);
    await expect(hub.model('owner/tiny')).rejects.toThrow('is not in the cache');
  });

  it('names the files that are missing', async () => {
    const server = await serve(model);
    const { home, cache } = hubAt(server);
    await hubAt(server, home).hub.model('owner/tiny');
    const blob = join(cache, 'models--owner--tiny/blobs', sha256(weightBytes));
    writeFileSync(blob, 'cut off');
    await expect(hubAt(server, home, { offline: true }).hub.model('owner/tiny')).rejects.toThrow(
      `owner/tiny@${commit.slice(0, 8)}: model.safetensors is not in the cache`,
    );
    // With a network the damaged file is replaced.
    const { path } = await hubAt(server, home).hub.model('owner/tiny');
    expect(readFileSync(join(path, 'model.safetensors'))).toEqual(weightBytes);
  });
});

describe('files of data', () => {
  const data = {
    kind: 'dataset' as const,
    id: 'owner/rows',
    commit: commitOf('rows'),
    revisions: { main: commitOf('rows') },
    files: { '.gitattributes': '', 'train.json': '[]', 'exam/a.csv': '甲', 'exam/b.csv': '乙', 'README.md': '#' },
  };

  it('are one file, a folder, or all', async () => {
    const server = await serve(data);
    const { hub, cache } = hubAt(server);
    const snapshot = join(cache, 'datasets--owner--rows/snapshots', data.commit);
    const file = await hub.locate('hf:datasets/owner/rows/train.json');
    expect(file).toMatchObject({
      path: join(snapshot, 'train.json'),
      reference: `hf:datasets/owner/rows@${data.commit}/train.json`,
    });
    expect(readdirSync(snapshot)).toEqual(['train.json']);
    expect(await hub.fetched(`hf:datasets/owner/rows@main/exam`)).toBe(join(snapshot, 'exam'));
    expect(readdirSync(join(snapshot, 'exam'))).toEqual(['a.csv', 'b.csv']);
    expect(readlinkSync(join(snapshot, 'exam/a.csv'))).toMatch(/^\.\.\/\.\.\/\.\.\/blobs\//);
    await hub.locate('hf:datasets/owner/rows');
    expect(readdirSync(snapshot).sort()).toEqual(['README.md', 'exam', 'train.json']);
    expect(await hub.fetched('data/train.json')).toBeUndefined();
    await expect(hub.locate('hf:datasets/owner/rows/trian.json')).rejects.toThrow(
      'hf:datasets/owner/rows/trian.json: there is no such file. Did you mean "train.json"?\n  It has: .gitattributes, train.json',
    );
  });
});

describe('ModelScope', () => {
  const served = { ...model, revisions: { master: commit } };

  it('has models and data by the same names, in a cache of its own', async () => {
    const data = {
      kind: 'dataset' as const,
      id: 'owner/rows',
      commit: commitOf('r'),
      revisions: { master: commitOf('r') },
      files: { 'a.json': '[]' },
    };
    const server = await serve(served, data);
    const home = folder();
    const environment = { HOME: home, MODELSCOPE_ENDPOINT: server.url, MODELSCOPE_API_TOKEN: token };
    const { hub } = hubAt(server, home, { environment });
    const found = await hub.model('modelscope:owner/tiny');
    expect(found.path).toBe(join(home, '.cache/modelscope/weitiao/models--owner--tiny/snapshots', commit));
    expect(found.reference).toBe(`modelscope:owner/tiny@${commit}`);
    expect(readdirSync(found.path).sort()).toEqual(needed);
    const { path } = (await hub.locate('modelscope:datasets/owner/rows@master/a.json'))!;
    expect(readFileSync(path, 'utf8')).toBe('[]');
    expect(server.seen.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
    expect(server.seen.every(({ headers }) => headers.cookie === `m_session_id=${token}`)).toBe(true);
    server.seen.length = 0;
    await hubAt(server, home, { environment, offline: true }).hub.model('modelscope:owner/tiny@master');
    expect(server.seen).toEqual([]);
  });

  it('says what is not there', async () => {
    const server = await serve(served);
    const { hub } = hubAt(server);
    await expect(hub.model('modelscope:owner/absent')).rejects.toThrow(
      /^ModelScope: owner\/absent, revision "master": there is no such model at http.* \(404\)/,
    );
    await expect(hub.model('modelscope:owner/absent')).rejects.toMatchObject({ exitCode: 64 });
  });
});

describe('the cache of Python', () => {
  it('is used as it is, with or without its listing', async () => {
    const { home, cache } = hubAt(undefined);
    const repository = join(cache, 'models--owner--python');
    const snapshot = join(repository, 'snapshots', commit);
    mkdirSync(snapshot, { recursive: true });
    mkdirSync(join(repository, 'refs'));
    writeFileSync(join(repository, 'refs/main'), commit);
    writeFileSync(join(snapshot, 'config.json'), '{}');
    const offline = () => hubAt(undefined, home, { offline: true }).hub;
    await expect(offline().model('owner/python')).rejects.toThrow(/is not in the cache/);
    writeFileSync(join(snapshot, 'model.safetensors'), 'abc');
    expect((await offline().model('owner/python')).path).toBe(snapshot);
    // Its listing tells that the tokenizer is missing.
    mkdirSync(join(repository, 'trees'));
    const entry = (size: number) => ({ size, blob_id: commit });
    const files = { 'config.json': entry(2), 'model.safetensors': entry(3), 'tokenizer.json': entry(9) };
    writeFileSync(join(repository, 'trees', `${commit}.json`), JSON.stringify({ format_version: 1, files }));
    await expect(offline().model('owner/python')).rejects.toThrow('tokenizer.json is not in the cache');
    expect(existsSync(join(snapshot, 'tokenizer.json'))).toBe(false);
    expect(lstatSync(snapshot).isDirectory()).toBe(true);
  });
});
