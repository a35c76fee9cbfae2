import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cacheFolder, EngineError, missingTools, withLock } from '../install/index.mjs';
import { readManifest, writeManifest } from '../install/manifest.mjs';
import { wantedVariant } from '../install/target.mjs';

const installer = join(import.meta.dirname, '..', 'install');
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'installer-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('cacheFolder', () => {
  it('is in the home folder, where XDG says, or where the user says', () => {
    expect(cacheFolder({})).toBe(join(homedir(), '.cache', 'weitiao'));
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/caches' })).toBe('/var/caches/weitiao');
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/caches', WEITIAO_CACHE: '/data/engines' })).toBe('/data/engines');
  });
});

describe('wantedVariant', () => {
  it('follows WEITIAO_ENGINE and refuses what it does not know', () => {
    expect(wantedVariant({ WEITIAO_ENGINE: 'cuda' })).toBe('cuda');
    expect(() => wantedVariant({ WEITIAO_ENGINE: 'gpu' })).toThrow('It can be cpu or cuda');
  });
});

describe('a manifest', () => {
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);

  it('is read back while every file is there in its full size', async () => {
    write('library.so', 'content');
    const written = await writeManifest(folder, { library: 'TensorFlow 2.21.0', route: 'wheel' });
    expect(written.files).toEqual([{ path: 'library.so', bytes: 7, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(readManifest(folder)).toEqual(written);
  });

  it('is none where a file is cut off or missing', async () => {
    write('library.so', 'content');
    await writeManifest(folder, { library: 'TensorFlow 2.21.0', route: 'wheel' });
    write('library.so', 'cont');
    expect(readManifest(folder)).toBeUndefined();
    rmSync(join(folder, 'library.so'));
    expect(readManifest(folder)).toBeUndefined();
  });
});

describe('withLock', () => {
  it('lets one in at a time, also in one process', async () => {
    const lock = join(folder, 'lock');
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
    expect(existsSync(lock)).toBe(false);
  });

  it('is freed when the work fails', async () => {
    const lock = join(folder, 'lock');
    await expect(withLock(lock, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });

  it('waits for a living owner, and takes over from one that was killed', async () => {
    const lock = join(folder, 'lock');
    const script = `import { withLock } from ${JSON.stringify(pathToFileURL(join(installer, 'index.mjs')).href)};
      await withLock(${JSON.stringify(lock)}, () => { console.log('in'); return new Promise((done) => setTimeout(done, 60_000)); });`;
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    let waitedFor = '';
    const waiting = withLock(lock, async () => readdirSync(lock).length, { waiting: (name) => (waitedFor = name) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(waitedFor).toBe(`process ${owner.pid}`);
    owner.kill('SIGKILL');
    expect(await waiting).toBe(1);
  });

  it('tells when the folder cannot be written instead of waiting for ever', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(withLock(join(folder, 'file', 'lock'), async () => 'in')).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});

describe('installing', () => {
  /** Runs the installer in a process of its own, with an empty cache. */
  const install = (environment: NodeJS.ProcessEnv) => {
    const script = `import { installEngine } from ${JSON.stringify(pathToFileURL(join(installer, 'index.mjs')).href)};
      try { await installEngine(); } catch (error) { console.error(error.message); process.exitCode = error.exitCode ?? 70; }`;
    const env = { WEITIAO_CACHE: join(folder, 'cache'), WEITIAO_ENGINE: 'cpu', ...environment };
    return spawnSync(process.execPath, ['--input-type=module', '--eval', script], { env, encoding: 'utf8' });
  };
  const program = (name: string, content: string) => {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${content}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  };
  const unreachable = { TFJS_NODE_CDN_STORAGE: 'http://127.0.0.1:9/' };

  it('names a missing tool with how to get it, and why the second way failed', () => {
    const { status, stderr } = install({ PATH: join(folder, 'bin'), PYTHON: '/nowhere/python', ...unreachable });
    expect(status).toBe(69);
    expect(stderr).toContain('a C++ compiler is missing.\n    Debian, Ubuntu: sudo apt install g++');
    expect(stderr).toContain('http://127.0.0.1:9/ did not answer within 10 s');
  });

  it('leaves nothing half-done when the download fails, and says what pip said', () => {
    program(
      'python3',
      'case "$3" in --version) exit 0;; esac; touch "$TMPDIR/half"; echo "THESE PACKAGES DO NOT MATCH THE HASHES" >&2; exit 1',
    );
    program('g++', 'exit 0');
    const { status, stderr } = install({ PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, ...unreachable });
    expect(status).toBe(69);
    expect(stderr).toContain('pip could not download it:\n    THESE PACKAGES DO NOT MATCH THE HASHES');
    const left = readdirSync(join(folder, 'cache', 'engine'), { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => !name.endsWith('.failed'))).toEqual([]);
  });

  it('says so when the cache cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, stderr } = install({ PATH: process.env['PATH'], WEITIAO_CACHE: join(folder, 'file') });
    expect(status).toBe(74);
    expect(stderr).toContain('Set WEITIAO_CACHE to another folder');
  });
});

it('takes from a wheel the libraries and headers, and of CUDA what is needed to run', () => {
  const make = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    for name in ["tensorflow/libtensorflow_cc.so.2", "tensorflow/include/tensorflow/c/c_api.h", "tensorflow/python/keras.py",
                 "nvidia/cublas/lib/libcublas.so.12", "nvidia/cublas/include/cublas.h", "nvidia/__init__.py"]:
        wheel.writestr(name, name)`;
  const wheel = join(folder, 'made.whl');
  execFileSync('python3', ['-c', make, wheel]);
  execFileSync('python3', [join(installer, 'extract_wheel.py'), join(folder, 'deps'), wheel]);
  const files = readdirSync(join(folder, 'deps'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.map((entry) => entry.name).sort()).toEqual(['c_api.h', 'libcublas.so.12', 'libtensorflow_cc.so.2']);
  expect(existsSync(join(folder, 'deps', 'nvidia', 'cublas', 'lib', 'libcublas.so.12'))).toBe(true);
});

it('pins every wheel by hash and one version of TensorFlow', () => {
  const requirements = join(installer, 'requirements');
  const lines = readdirSync(requirements).flatMap((name) =>
    readFileSync(join(requirements, name), 'utf8').trim().split('\n'),
  );
  for (const line of lines) expect(line).toMatch(/^[\w-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}$/);
  const versions = lines.filter((line) => line.startsWith('tensorflow')).map((line) => /==([\d.]+)/.exec(line)![1]);
  expect(new Set(versions).size).toBe(1);
});

it('has an error that carries the exit code', () => {
  expect(new EngineError('no compiler').exitCode).toBe(69);
  expect(missingTools({ python: 'python3', compiler: undefined })).toHaveLength(1);
});
