import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../apps/cli/dist/bin.js', import.meta.url));

/**
 * Runs a trial or study file; after `milliseconds`, if given, it is killed with `kill -9`.
 * @param withTrials also kills the processes of a study's trials; without it they find out that their parent is gone
 * @returns exit code, or the signal's name
 */
export function run(file, output, { milliseconds, withTrials = false } = {}) {
  const verb = /^study:/m.test(readFileSync(file, 'utf8')) ? ['study', 'run'] : ['train'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...verb, file, '--output', output], { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (text) => (told = `${told}${text}`.slice(-2000)));
    const kill = () => {
      child.kill('SIGKILL');
      if (withTrials) trialProcesses(output).forEach(killed);
    };
    const timer = milliseconds === undefined ? undefined : setTimeout(kill, milliseconds);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (code !== 0 && code !== null) reject(new Error(`weitiao ended with ${code}:\n${told}`));
      else resolve(signal ?? code);
    });
  });
}

/** Process ids of the newest attempts at the trials of a study. */
function trialProcesses(output) {
  const trials = join(output, 'trials');
  return (existsSync(trials) ? readdirSync(trials) : []).flatMap((id) => {
    const attempts = join(trials, id, 'attempts');
    const isDone = existsSync(join(trials, id, 'result.json'));
    const newest = existsSync(attempts) && !isDone ? Math.max(...readdirSync(attempts).map(Number)) : 0;
    const file = join(attempts, String(newest), 'attempt.json');
    return existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8')).process] : [];
  });
}

function killed(id) {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
