import { installEngine, withLock } from '../../../plugins/backends/tensorflow/install/index.mjs';
import { buildIsCurrent, buildPackages } from './build.mjs';
import { inFolder, stampsFolder, tell } from './checkout.mjs';
import { jobs } from './jobs.mjs';
import { installPackages, packagesAreCurrent } from './packages.mjs';
import { runJob } from './run-job.mjs';

/** Prepares what the command needs and runs it; ends the process with its exit code. @param {string[]} commandLine */
export async function main([name = '', ...args]) {
  const job = jobs[name];
  if (!job) {
    tell(`There is no command "${name}". Commands: ${Object.keys(jobs).join(', ')}`);
    process.exit(64);
  }
  try {
    await prepare(job.needs(args));
  } catch (error) {
    const { exitCode, message, stack } = /** @type {Error & { exitCode?: number }} */ (error);
    tell(exitCode ? message : String(stack));
    process.exit(exitCode ?? 70);
  }
  for (const command of job.commands(args)) {
    const code = await runJob(command, job.folder?.());
    if (code !== 0) process.exit(code);
  }
}

/** @param {readonly import('./jobs.mjs').Need[]} needs */
async function prepare(needs) {
  const stop = new AbortController();
  const abort = () => stop.abort();
  for (const signal of stopSignals) process.on(signal, abort);
  const { signal } = stop;
  if (needs.includes('packages') && !packagesAreCurrent()) {
    await alone(signal, async () => packagesAreCurrent() || (await installPackages(signal)));
  }
  if (needs.includes('engine')) await installEngine({ tell, signal });
  if (needs.includes('build') && !buildIsCurrent()) {
    await alone(signal, async () => buildIsCurrent() || (await buildPackages(signal)));
  }
  for (const signal of stopSignals) process.off(signal, abort);
}

const stopSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** One set-up at a time in a checkout. @param {AbortSignal} signal @param {() => Promise<unknown>} work */
const alone = (signal, work) =>
  withLock(inFolder(stampsFolder, 'lock'), work, {
    signal,
    waiting: (owner) => tell(`Another set-up is at work in this checkout (${owner}); waiting for it …`),
  });
