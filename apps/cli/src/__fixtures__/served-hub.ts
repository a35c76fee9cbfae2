import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commitOf,
  HubServer,
  type Fault,
  type ServedRepository,
} from '../../../../libs/hub/src/__fixtures__/hub-server.js';

export { commitOf, type Fault, type HubServer };

const variables = [
  ...['HF_ENDPOINT', 'HF_HOME', 'HF_HUB_OFFLINE', 'HF_HUB_CACHE', 'HF_TOKEN', 'TRANSFORMERS_OFFLINE'],
  ...['MODELSCOPE_ENDPOINT', 'MODELSCOPE_CACHE', 'MODELSCOPE_API_TOKEN'],
];

/** Files of a folder by their names. */
export const filesOf = (folder: string): Record<string, Buffer> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

/** A hub on this machine that the process's own variables name, with a cache of its own that is empty. Weights are at its second host. */
export async function servedHub(id: string, files: ServedRepository['files']) {
  const commit = commitOf(id);
  const lfs = Object.keys(files).filter((name) => /\.(safetensors|bin)$/.test(name));
  const server = await HubServer.start({ id, commit, revisions: { main: commit, master: commit }, files, lfs });
  const home = mkdtempSync(join(tmpdir(), 'weitiao-hub-'));
  const before = variables.map((name) => [name, process.env[name]] as const);
  for (const name of variables) delete process.env[name];
  const addresses = { HF_ENDPOINT: server.url, MODELSCOPE_ENDPOINT: server.url };
  Object.assign(process.env, addresses, { HF_HOME: home, MODELSCOPE_CACHE: home });
  return {
    server,
    commit,
    /** Names of the files that are in the cache, of either hub. */
    cached: () =>
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isSymbolicLink())
        .map(({ name }) => name)
        .sort(),
    async [Symbol.asyncDispose]() {
      await server.stop();
      rmSync(home, { recursive: true });
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    },
  };
}
