import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const checkout = join(import.meta.dirname, '..', '..', '..');

/** A checkout with the set-up in it and nothing to install; its type checker is what a test makes it. */
let root: string;
const write = (path: string, content: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
const typescript = 'node_modules/typescript/bin/tsc';
const offline = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };
const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'tools', 'setup', 'run.mjs'), ...args], { encoding: 'utf8', env: offline });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'checkout-'));
  for (const part of ['tools/setup', 'plugins/backends/tensorflow/install'])
    cpSync(join(checkout, part), join(root, part), { recursive: true });
  const lock = JSON.stringify({ packages: { '': {}, 'node_modules/typescript': { version: '5.9.3' } } });
  write('package.json', '{ "type": "module" }');
  write('package-lock.json', lock);
  write('node_modules/.package-lock.json', lock);
  write('node_modules/typescript/package.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('run.mjs', () => {
  it('runs the command with what the caller gave it and passes its exit code on', () => {
    write(typescript, 'console.log(process.argv.slice(2).join()); process.exitCode = 65;');
    const { status, stdout, stderr } = run('typecheck');
    expect([status, stdout, stderr]).toEqual([65, '-p,tsconfig.json\n', '']);
  });

  it('knows that packages are installed without asking npm, also when somebody else installed them', () => {
    write(typescript, '');
    expect(run('typecheck').status).toBe(0);
    expect(existsSync(join(root, '.nx', 'setup', 'packages'))).toBe(true);
  });

  it('installs packages when the lock file asks for others, and tells what npm says when it cannot', () => {
    write(typescript, '');
    const wanted = { lockfileVersion: 3, packages: { 'node_modules/typescript': { version: '6.0.0' } } };
    write('package.json', '{ "dependencies": { "typescript": "6.0.0" } }');
    write('package-lock.json', JSON.stringify(wanted));
    const { status, stderr } = run('typecheck');
    expect(status).toBe(69);
    expect(stderr).toMatch(/Installing packages[\s\S]*npm ci failed:[\s\S]*npm error/);
    expect(existsSync(join(root, '.nx', 'setup', 'lock'))).toBe(false);
  });

  it('refuses a command that does not exist and lists those that do', () => {
    const { status, stderr } = run('biuld');
    expect(status).toBe(64);
    expect(stderr).toContain('no command "biuld". Commands: start, test, weitiao, build, lint');
  });

  it('refuses a Node that is too old, before it reads anything that such a Node could not', () => {
    const script = join(root, 'tools', 'setup', 'run.mjs');
    const older = `Object.defineProperty(process, 'versions', { value: { node: '18.20.1' } }); await import(${JSON.stringify(pathToFileURL(script).href)});`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', older], {
      encoding: 'utf8',
    });
    expect(status).toBe(69);
    expect(stderr).toContain('needs Node 20.19 or newer; this is 18.20.1');
  });

  it('passes SIGTERM on and waits for the command to stop in its own way', async () => {
    write(
      typescript,
      "process.on('SIGTERM', () => setTimeout(() => process.exit(75), 200)); setInterval(() => {}, 1000); console.log('up');",
    );
    const child = spawn(process.execPath, [join(root, 'tools', 'setup', 'run.mjs'), 'typecheck'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(75);
  });

  it('says as a shell does which signal ended the command', () => {
    write(typescript, "process.kill(process.pid, 'SIGKILL');");
    expect(run('typecheck').status).toBe(128 + 9);
  });
});

it('has a command for every script of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const { stderr } = run('');
  const commands = stderr.trim().split('Commands: ')[1]!.split(', ');
  expect(scripts).toEqual(Object.fromEntries(commands.map((name) => [name, `node tools/setup/run.mjs ${name}`])));
});
