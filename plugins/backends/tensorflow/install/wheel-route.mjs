import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { compileAddon } from './compile-addon.mjs';
import { EngineError } from './engine-error.mjs';
import { must, runCommand } from './run-command.mjs';
import { requirementsFile, tensorflowVersion } from './target.mjs';
import { requireTools } from './tools.mjs';

/** What each wheel route moves over the line and what it leaves on disk, in GB. */
export const wheelSizes = { cpu: { download: 0.27, disk: 1.5 }, cuda: { download: 3.1, disk: 9 } };

/**
 * Builds the engine from TensorFlow's Python wheel: the wheel carries a current C library with its headers.
 * @param {string} folder an empty folder, which becomes the engine
 * @param {import('./target.mjs').Variant} variant
 * @param {{ tell: (line: string) => void, signal?: AbortSignal }} context
 */
export async function wheelRoute(folder, variant, { tell, signal }) {
  const requirements = requirementsFile(variant);
  if (!requirements) throw new EngineError(`there is no TensorFlow wheel for ${process.platform} on ${process.arch}`);
  const { python, compiler } = await requireTools();
  const [wheels, deps] = [join(folder, 'wheels'), join(folder, 'deps')];
  mkdirSync(wheels);
  tell(`Downloading TensorFlow ${tensorflowVersion()} (${variant}, ${wheelSizes[variant].download} GB) …`);
  await download(python, requirements, wheels, signal);
  tell('Unpacking its library …');
  const files = readdirSync(wheels).filter((name) => name.endsWith('.whl'));
  const script = join(import.meta.dirname, 'extract_wheel.py');
  await must(
    runCommand(python, [script, deps, ...files.map((name) => join(wheels, name))], { signal }),
    'the wheel cannot be unpacked',
  );
  rmSync(wheels, { recursive: true });
  symlinkSync('libtensorflow_cc.so.2', join(deps, 'lib', 'libtensorflow.so'));
  symlinkSync('libtensorflow_framework.so.2', join(deps, 'lib', 'libtensorflow_framework.so'));
  tell('Compiling the addon …');
  await compileAddon(folder, compiler, signal);
  rmSync(join(deps, 'include'), { recursive: true });
}

/** @param {string} python @param {string} requirements @param {string} wheels @param {AbortSignal | undefined} signal */
async function download(python, requirements, wheels, signal) {
  const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const platforms = ['manylinux_2_27', 'manylinux2014', 'manylinux2010'].map((name) => `${name}_${architecture}`);
  const args = [
    ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-cache-dir', '--disable-pip-version-check'],
    ...['--only-binary=:all:', '--python-version=3.12', '--implementation=cp', '--abi=cp312', '--abi=none'],
    ...platforms.map((platform) => `--platform=${platform}`),
    ...['--require-hashes', `--requirement=${requirements}`, `--dest=${wheels}`],
  ];
  // pip's own temporary files lie here too, so that a killed download leaves them in one place.
  const environment = { ...process.env, TMPDIR: wheels };
  await must(runCommand(python, args, { environment, signal }), 'pip could not download it');
}
