import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TrialTask } from '../shapes.js';

/** The counterpart of python/trial.py: a trial file, run by the command as a user runs it. One JSON line. */
const task = JSON.parse(process.argv[2]!) as TrialTask;
const command = join(dirname(createRequire(import.meta.url).resolve('weitiao/package.json')), 'dist/bin.js');
const folder = await mkdtemp(join(tmpdir(), 'weitiao-trial-'));
try {
  const trial = {
    model: { use: 'bloom', from: task.model },
    method: { use: 'lora', rank: task.rank, alpha: 2 * task.rank, targetModules: ['query_key_value'] },
    data: { use: 'alpaca', from: task.rows },
    train: {
      template: 'alpaca',
      budget: { epochs: 1 },
      maxLength: task.limit,
      packing: false,
      examplesPerStep: task.examples,
      learningRate: task.learningRate,
      threads: task.threads,
    },
    seed: 0,
    benchmarks: { cmmlu: { use: 'cmmlu', from: task.questions, rows: task.questionsOfEachSubject } },
  };
  await writeFile(join(folder, 'trial.json'), JSON.stringify(trial));
  const output = join(folder, 'out');
  await promisify(execFile)(process.execPath, [command, 'train', join(folder, 'trial.json'), '--output', output]);
  const read = async (...path: string[]) => readFile(join(output, ...path), 'utf8');
  const usage = JSON.parse(await read('attempts/1/usage.json')) as Record<
    'processorSeconds' | 'peakMemoryBytes',
    number
  >;
  const answers = (await read('evaluations/cmmlu.jsonl')).trim().split('\n').length;
  console.log(
    JSON.stringify({
      processorSeconds: usage.processorSeconds,
      peakMegabytes: usage.peakMemoryBytes / 2 ** 20,
      answers,
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
