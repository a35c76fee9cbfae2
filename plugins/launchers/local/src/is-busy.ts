import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A process that computes may be silent for a while. */
const silentHere = 10 * 60_000;
const silentElsewhere = 60_000;

/** Whether a living process works on the trial of this run folder. */
export function isBusy(output: string): boolean {
  if (['result.json', 'failure.json'].some((name) => existsSync(join(output, name)))) return false;
  const attempts = join(output, 'attempts');
  const numbers = existsSync(attempts) ? readdirSync(attempts).map(Number).filter(Number.isInteger) : [];
  const newest = join(attempts, String(Math.max(0, ...numbers)));
  try {
    const { host, process: id } = JSON.parse(readFileSync(join(newest, 'attempt.json'), 'utf8')) as {
      host: string;
      process: number;
    };
    const silent = Date.now() - statSync(join(newest, 'heartbeat.json')).mtimeMs;
    return host === hostname() ? silent < silentHere && isAlive(id) : silent < silentElsewhere;
  } catch {
    return false;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
