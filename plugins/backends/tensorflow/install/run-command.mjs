import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { EngineError } from './engine-error.mjs';

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ folder?: string, environment?: NodeJS.ProcessEnv, signal?: AbortSignal, onLine?: (line: string) => void }} [options]
 *   `onLine` hears every line of its output as it comes
 * @returns {Promise<{ code: number, output: string, errors: string }>} code 127 when there is no such program
 */
export function runCommand(program, args, { folder, environment, signal, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let [output, errors] = ['', ''];
    if (onLine) createInterface(child.stdout).on('line', onLine);
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (errors += data));
    child.on('error', (error) => {
      if (error.name === 'AbortError') reject(interrupted());
      else resolve({ code: 127, output, errors: error.message });
    });
    child.on('close', (code) =>
      signal?.aborted ? reject(interrupted()) : resolve({ code: code ?? 1, output, errors }),
    );
  });
}

const interrupted = () => new EngineError('Interrupted. Run the same command again: nothing half-done is left.', 75);

/**
 * Waits for a program that has to succeed.
 * @param {ReturnType<typeof runCommand>} running
 * @param {string} failure how to say that it did not
 */
export async function must(running, failure) {
  const { code, output, errors } = await running;
  if (code !== 0) throw new EngineError(`${failure}:\n    ${lastLines(`${output.trim()}\n${errors}`)}`);
  return output;
}

/** @param {string} text */
const lastLines = (text, count = 4) => text.trim().split('\n').slice(-count).join('\n    ');
