import { runInThisContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import { StudyError } from '@weitiao/core';

/** The real process. A test runner gives modules a copy of it, and what is set in the copy never reaches a native library. */
export const realProcess = runInThisContext('process') as NodeJS.Process;

/** Copies of this module (another version of the plugin, another file of specs) find here what TensorFlow was loaded with. */
const loaded = Symbol.for('weitiao.tensorflow.threads');
const marked = realProcess as NodeJS.Process & { [loaded]?: number };

/** The number of threads that TensorFlow runs with in this process; undefined before it is loaded. */
export const loadedThreads = (): number | undefined => marked[loaded];

/** TensorFlow is loaded: it keeps this number of threads for as long as the process lives. */
export function keepThreads(threads: number): void {
  marked[loaded] ??= threads;
}

const numbers = ['TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS', 'OMP_NUM_THREADS'];

/**
 * What TensorFlow reads while it is loaded. Inherited numbers of threads are overruled: they are part of what decides a result.
 * @throws StudyError in a worker thread, whose environment is a copy that TensorFlow never sees, unless the process has the numbers already
 */
export function setEnvironment(threads: number): void {
  const { env } = realProcess;
  if (!isMainThread && numbers.some((name) => env[name] !== String(threads)))
    throw new StudyError(
      `A worker thread cannot tell TensorFlow that it is to run with ${threads} threads, and results depend on it. Start the engine in the main thread or in a process of its own, ` +
        `or set in the main thread, before the worker is made: ${numbers.map((name) => `${name}=${threads}`).join(' ')}`,
    );
  for (const name of numbers) env[name] = String(threads);
  env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  env['TF_CPP_MIN_LOG_LEVEL'] = wantsLog() ? '0' : '2';
}

/** Whether the user asked for TensorFlow's own notes on stderr. */
export const wantsLog = (): boolean => Boolean(realProcess.env['WEITIAO_ENGINE_LOG']);
