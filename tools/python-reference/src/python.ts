import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from './repository.js';

const run = promisify(execFile);
const fixtures = join(repository, 'tools/fixtures');
const environment = join(fixtures, '.venv');

/**
 * A Python with the packages of tools/fixtures/requirements.txt: the one that WEITIAO_PYTHON names, or an environment of its own, which is
 * made when it is not there.
 * @param say hears what is done
 * @throws when there is no Python, or the packages cannot be installed
 */
export async function python(say: (text: string) => void): Promise<string> {
  const named = process.env['WEITIAO_PYTHON'];
  if (named) {
    say(`Python: ${named} (WEITIAO_PYTHON)`);
    return named;
  }
  const own = join(environment, 'bin/python');
  if (existsSync(own)) say(`Python: ${own}`);
  else await install(say);
  return own;
}

/** Into a folder beside it first, so that one that was interrupted is not taken for a whole one. */
async function install(say: (text: string) => void): Promise<void> {
  const partial = `${environment}.partial`;
  const requirements = join(fixtures, 'requirements.txt');
  say(
    `Python: installing ${requirements} into ${environment} (once, several GB; WEITIAO_PYTHON names another interpreter)`,
  );
  await rm(partial, { recursive: true, force: true });
  try {
    await run('python3', ['-m', 'venv', partial]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await run(join(partial, 'bin/python'), pip, { maxBuffer: 64 * 2 ** 20 });
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    const { stderr, stdout, message } = error as { stderr?: string; stdout?: string; message: string };
    const advice =
      'Set WEITIAO_PYTHON to an interpreter that has these packages, or mend the cause and run the command again.';
    throw new Error(`The Python environment could not be made: ${stderr || stdout || message}\n${advice}`, {
      cause: error,
    });
  }
  await rename(partial, environment);
}

export interface ScriptResult {
  /** Whether it exited with 0. */
  readonly passed: boolean;
  /** What it printed, errors last. */
  readonly output: string;
}

/** Runs a script of tools/fixtures without network. */
export async function runScript(interpreter: string, script: string, ...parameters: string[]): Promise<ScriptResult> {
  const quiet = {
    HF_HUB_OFFLINE: '1',
    TRANSFORMERS_VERBOSITY: 'error',
    HF_HUB_DISABLE_PROGRESS_BARS: '1',
    PYTHONWARNINGS: 'ignore',
  };
  const options = { env: { ...process.env, ...quiet }, maxBuffer: 64 * 2 ** 20 };
  try {
    const { stdout } = await run(interpreter, [join(fixtures, script), ...parameters], options);
    return { passed: true, output: stdout };
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    return { passed: false, output: stdout + (stderr || message) };
  }
}
