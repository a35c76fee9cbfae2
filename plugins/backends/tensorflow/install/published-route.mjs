import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, sep } from 'node:path';
import { EngineError } from './engine-error.mjs';
import { must, runCommand } from './run-command.mjs';
import { tfjsPackage } from './target.mjs';

const secondsToAnswer = 10;

/**
 * Fetches the binary that tfjs-node publishes (TensorFlow 2.9.1, CUDA 11.2) by the package's own script.
 * @param {string} folder an empty folder, which becomes the engine
 * @param {{ tell: (line: string) => void, signal?: AbortSignal }} context
 */
export async function publishedRoute(folder, { tell, signal }) {
  const { name, folder: source } = tfjsPackage();
  const { TFJS_NODE_CDN_STORAGE: mirror } = process.env;
  const host = mirror ?? 'https://storage.googleapis.com/';
  await requireAnswer(host, signal);
  tell('Downloading the binary that tfjs-node publishes …');
  const copy = join(folder, 'package');
  cpSync(source, copy, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|lib|deps)$/.test(path.slice(source.length)),
  });
  const modules = modulesAbove(
    createRequire(join(source, 'package.json')).resolve('@mapbox/node-pre-gyp/package.json'),
  );
  const environment = {
    ...process.env,
    NODE_PATH: [join(source, 'node_modules'), modules].join(delimiter),
    PATH: [join(modules, '.bin'), process.env['PATH']].join(delimiter),
    ...headersOfThisNode(),
  };
  const script = join('scripts', 'install.js');
  const device = name.endsWith('-gpu') ? 'gpu' : 'cpu';
  await must(
    runCommand(process.execPath, [script, device, 'download'], { folder: copy, environment, signal }),
    'its script failed',
  );
  for (const part of ['lib', 'deps']) renameSync(join(copy, part), join(folder, part));
  for (const spent of [copy, join(folder, 'deps', 'include')]) rmSync(spent, { recursive: true, force: true });
}

/** The bucket is unreachable from many networks, and the script would wait for it for minutes. @param {string} host */
async function requireAnswer(host, /** @type {AbortSignal | undefined} */ signal) {
  const limit = AbortSignal.timeout(secondsToAnswer * 1000);
  try {
    await fetch(host, { method: 'HEAD', signal: signal ? AbortSignal.any([signal, limit]) : limit });
  } catch (cause) {
    if (signal?.aborted) throw new EngineError('Interrupted.', 75);
    throw new EngineError(`${host} did not answer within ${secondsToAnswer} s`, 69, { cause });
  }
}

/** Where the script has to compile after all, it would download headers that most installations of Node have. */
function headersOfThisNode() {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

/** The node_modules folder that holds a file. @param {string} file */
function modulesAbove(file) {
  const marker = `${sep}node_modules${sep}`;
  return dirname(file.slice(0, file.lastIndexOf(marker) + marker.length) + 'x');
}
