import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const heartbeat = 10_000;
const secondsUntilForeignIsStale = 60;

/**
 * Runs `work` while no other process runs work under the same lock. The lock is a folder that holds one file, named after its
 * owner, so that a dead owner's file can be removed by name and a living one's never is: a crash leaves nothing locked.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @param {{ waiting?: (owner: string) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, { waiting, signal } = {}) {
  const mine = `${process.pid}.${startOf(process.pid)}.${hostname()}`;
  mkdirSync(dirname(folder), { recursive: true });
  for (let told = false; !take(folder, mine); await wait(100 + (process.pid % 100), undefined, { signal })) {
    const owner = ownersOf(folder)[0];
    if (owner && !told) waiting?.(`process ${owner.split('.')[0]}`);
    told ||= owner !== undefined;
    ownersOf(folder)
      .filter((name) => isDead(folder, name))
      .forEach((name) => attempt(() => unlinkSync(join(folder, name))));
    if (ownersOf(folder).length === 0) attempt(() => rmdirSync(folder));
  }
  const beat = setInterval(
    () => attempt(() => utimesSync(join(folder, mine), new Date(), new Date())),
    heartbeat,
  ).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    attempt(() => unlinkSync(join(folder, mine)));
    attempt(() => rmdirSync(folder));
  }
}

/** @param {string} folder @param {string} mine @throws what hinders, unless it is another owner */
function take(folder, mine) {
  if (!attempt(() => mkdirSync(folder), 'EEXIST')) return false;
  const written = attempt(() => writeFileSync(join(folder, mine), ''), 'ENOENT');
  // Between the two calls another process may have taken the folder for an abandoned one and both may now be in it.
  if (written && ownersOf(folder).every((name) => name === mine)) return true;
  attempt(() => unlinkSync(join(folder, mine)));
  return false;
}

/** @param {string} folder */
function ownersOf(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} folder @param {string} owner */
function isDead(folder, owner) {
  const [pid = '', start, ...host] = owner.split('.');
  if (host.join('.') === hostname()) return startOf(Number(pid)) !== start;
  try {
    return Date.now() - statSync(join(folder, owner)).mtimeMs > secondsUntilForeignIsStale * 1000;
  } catch {
    return false;
  }
}

/** When a process began, so that a number that was given again is not taken for the old process. @param {number} pid */
function startOf(pid) {
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return state === 'Z' ? 'ended' : fields[18];
  } catch {
    return process.platform !== 'linux' && attempt(() => process.kill(pid, 0)) ? 'unknown' : 'ended';
  }
}

/**
 * Whether a call succeeded that another process may have forestalled.
 * @param {() => unknown} call
 * @param {string} [expected] the only failure that is one; every one when absent
 */
function attempt(call, expected) {
  try {
    call();
    return true;
  } catch (error) {
    if (expected && /** @type {NodeJS.ErrnoException} */ (error).code !== expected) throw error;
    return false;
  }
}
