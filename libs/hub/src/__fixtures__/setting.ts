import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import type { HubEvent } from '../download/hub-event.js';
import { ModelHub, type HubOptions } from '../model-hub.js';
import { bytesOf, commitOf, HubServer, type ServedRepository } from './hub-server.js';

export const token = 'hf_secretSecretSecret';
const weights = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251));

/** A model with everything around it that nobody needs here. */
export const model: ServedRepository = {
  id: 'owner/tiny',
  commit: commitOf('tiny'),
  revisions: { main: commitOf('tiny'), 'v1.0': commitOf('tiny'), 'refs/pr/1': commitOf('tiny') },
  files: {
    '.gitattributes': '*.safetensors filter=lfs',
    'README.md': '# tiny',
    'config.json': '{"model_type": "bloom"}',
    'tokenizer.json': '{"model": {}}',
    'tokenizer_config.json': '{}',
    'model.safetensors': weights,
    'pytorch_model.bin': Buffer.from('the same again'),
    'onnx/model.onnx': Buffer.from('the same in another form'),
    'original/consolidated.00.pth': Buffer.from('and again'),
  },
  lfs: ['model.safetensors', 'pytorch_model.bin'],
};
export const weightBytes = bytesOf(weights);

/** Removed after each test. */
export function setting() {
  const made: string[] = [];
  const servers: HubServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'weitiao-hub-'));
    made.push(path);
    return path;
  };
  const serve = async (...repositories: ServedRepository[]) => {
    const server = await HubServer.start(...repositories);
    servers.push(server);
    return server;
  };
  /** A hub with a home of its own, which knows a token; waits are short. */
  const hubAt = (server: HubServer | undefined, home = folder(), options: HubOptions = {}) => {
    const events: HubEvent[] = [];
    const url = server?.url ?? 'http://127.0.0.1:1';
    const environment = { HOME: home, HF_ENDPOINT: url, MODELSCOPE_ENDPOINT: url, HF_TOKEN: token };
    const retry = { attempts: 3, firstWaitMs: 5, longestWaitMs: 20 };
    const hub = new ModelHub({ environment, retry, waitMs: 2000, tell: (event) => events.push(event), ...options });
    return { hub, home, events, cache: join(home, '.cache/huggingface/hub') };
  };
  return { folder, serve, hubAt };
}

export const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was thrown',
    (error: unknown) => (error as Error).message,
  );
