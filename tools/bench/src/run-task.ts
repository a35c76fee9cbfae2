import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const folder = join(import.meta.dirname, '..');

/** Starts a fresh process with the threads that its task names, and reads the JSON line that it ends with. */
async function lastLine<Result>(program: string, parameters: readonly string[], threads: number): Promise<Result> {
  const env = {
    ...process.env,
    OMP_NUM_THREADS: String(threads),
    HF_HUB_OFFLINE: '1',
    TOKENIZERS_PARALLELISM: 'false',
    PYTHONWARNINGS: 'ignore',
  };
  const { stdout } = await execute(program, [...parameters], { env, maxBuffer: 64 * 2 ** 20 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Result;
}

type Task = { readonly threads: number };

/** @param words form or kind of the task, before its JSON */
export const runHere = <Result>(script: string, task: Task, ...words: readonly string[]): Promise<Result> =>
  lastLine(process.execPath, [join(folder, 'dist/tasks', script), ...words, JSON.stringify(task)], task.threads);

export const runPython = <Result>(
  python: string,
  script: string,
  task: Task,
  ...words: readonly string[]
): Promise<Result> => lastLine(python, [join(folder, 'python', script), ...words, JSON.stringify(task)], task.threads);
