import { spawn } from 'node:child_process';

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of what it wrote to standard error. */
  readonly said: string;
}

const keptCharacters = 4000;

/**
 * Runs a command to its end. When `stop` is aborted it is asked once, with SIGTERM, to end.
 * @throws Error when it cannot be started
 */
export function runProcess([program = '', ...given]: readonly string[], stop: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C in a terminal would reach it too, and with our own SIGTERM be the second signal, which ends it at once.
    const child = spawn(program, given, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let said = '';
    const ask = () => void child.kill('SIGTERM');
    if (stop.aborted) ask();
    stop.addEventListener('abort', ask, { once: true });
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => (said = `${said}${text}`.slice(-keptCharacters)));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      stop.removeEventListener('abort', ask);
      resolve({ code, signal, said: said.trim() });
    });
  });
}
