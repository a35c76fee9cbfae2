import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { must, runCommand } from './run-command.mjs';
import { tfjsPackage } from './target.mjs';

const require = createRequire(import.meta.url);

/**
 * Compiles tfjs-node's addon (two C++ files) against the library in `folder/deps`, and the module that keeps TensorFlow quiet.
 * One call of the compiler each: the addon uses Node-API only, so neither node-gyp nor Node's own headers are needed,
 * and what one Node version built loads in every later one.
 * @param {string} folder @param {string} compiler @param {AbortSignal | undefined} signal
 */
export async function compileAddon(folder, compiler, signal) {
  const { folder: tfjs, napi } = tfjsPackage();
  const nodeHeaders = join(dirname(require.resolve('node-api-headers/package.json')), 'include');
  const target = join(folder, 'lib', `napi-v${napi}`);
  mkdirSync(target, { recursive: true });
  const compile = (
    /** @type {string} */ name,
    /** @type {string[]} */ sources,
    /** @type {string[]} */ libraries = [],
  ) => {
    const options = ['-shared', '-fPIC', '-O3', '-std=c++17', '-fno-exceptions', '-fno-rtti', `-DNAPI_VERSION=${napi}`];
    const includes = [`-I${nodeHeaders}`, `-I${join(folder, 'deps', 'include')}`];
    const output = ['-o', join(target, `${name}.node`)];
    const args = [...options, `-DNODE_GYP_MODULE_NAME=${name}`, ...includes, ...sources, ...libraries, ...output];
    return must(runCommand(compiler, args, { signal }), `${compiler} could not compile the addon`);
  };
  const binding = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjs, 'binding', name));
  const run = [
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
    `-L${join(folder, 'deps', 'lib')}`,
    '-ltensorflow',
    '-ltensorflow_framework',
  ];
  await compile('tfjs_binding', binding, run);
  await compile('quiet', [join(import.meta.dirname, 'native', 'quiet.cc')]);
}
