import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { nxEnvironment } from './build.mjs';
import { root } from './checkout.mjs';

const passedOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']);

/**
 * Runs a script with this Node and everything that the caller gave us: stdin, stdout, signals.
 * @param {readonly string[]} command @param {string} [folder]
 * @returns {Promise<number>} its exit code; 128 + number where a signal ended it, as a shell says it
 */
export function runJob(command, folder = root) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: folder, env: nxEnvironment(), stdio: 'inherit' });
    const handlers = passedOn.map(
      (signal) => /** @type {const} */ ([signal, () => sentByTerminal(signal) || child.kill(signal)]),
    );
    for (const [signal, handler] of handlers) process.on(signal, handler);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const [name, handler] of handlers) process.off(name, handler);
      resolve(code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)]);
    });
  });
}

/**
 * Ctrl-C goes to every process of the terminal's foreground group, so the child has had it. A second one would be taken for
 * "stop at once".
 * @param {NodeJS.Signals} signal
 */
const sentByTerminal = (signal) =>
  (signal === 'SIGINT' || signal === 'SIGQUIT') &&
  (process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY);
