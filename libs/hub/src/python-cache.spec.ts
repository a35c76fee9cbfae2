import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { model, setting, weightBytes } from './__fixtures__/setting.js';

const script = fileURLToPath(new URL('../../../tools/fixtures/hub_cache.py', import.meta.url));
const python = process.env['WEITIAO_PYTHON'] ?? 'python3';
const isThere = spawnSync(python, ['-c', 'import huggingface_hub'], { stdio: 'ignore' }).status === 0;
const title = isThere ? '' : ' (skipped: no Python with huggingface_hub; WEITIAO_PYTHON names one)';
const there = isThere ? describe : describe.skip;

const { serve, hubAt } = setting();
const needed = ['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json'];

interface Told {
  readonly folder: string;
  readonly files: Record<string, number>;
  readonly warnings: number;
}

async function ask(action: string, endpoint: string, home: string): Promise<Told> {
  const { PATH } = process.env;
  const env = { PATH, HOME: home, HF_ENDPOINT: endpoint, HF_HUB_DISABLE_XET: '1', HF_HUB_DISABLE_PROGRESS_BARS: '1' };
  const offline = action === 'local' ? { HF_HUB_OFFLINE: '1' } : {};
  const { stdout } = await promisify(execFile)(python, [script, action, model.id], { env: { ...env, ...offline } });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Told;
}

there(`the cache that Python shares${title}`, () => {
  it('Python finds offline what was downloaded here', async () => {
    const server = await serve(model);
    const { hub, home } = hubAt(server);
    const { path } = await hub.model('owner/tiny');
    server.seen.length = 0;
    const told = await ask('local', server.url, home);
    expect(told).toMatchObject({ folder: path, warnings: 0 });
    expect(Object.keys(told.files)).toEqual(needed);
    expect(told.files['model.safetensors']).toBe(weightBytes.length);
    expect(server.seen).toEqual([]);
  }, 60_000);

  it('what Python downloaded is found here, offline', async () => {
    const server = await serve(model);
    const { home } = hubAt(server);
    const told = await ask('download', server.url, home);
    expect(Object.keys(told.files).sort()).toEqual(Object.keys(model.files).sort());
    server.seen.length = 0;
    const { path } = await hubAt(server, home, { offline: true }).hub.model('owner/tiny');
    expect(path).toBe(told.folder);
    expect(readFileSync(join(path, 'model.safetensors'))).toEqual(weightBytes);
    // Asked online, nothing but the commit is: Python's listing tells that all is here.
    await hubAt(server, home).hub.model('owner/tiny');
    expect(server.seen.map(({ url }) => url)).toEqual(['/api/models/owner/tiny/revision/main']);
    // And Python goes on with what it had.
    const again = await ask('local', server.url, home);
    expect(again).toEqual({ ...told, warnings: 0 });
    expect(readdirSync(path)).toHaveLength(9);
  }, 60_000);
});
