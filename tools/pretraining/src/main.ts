import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { python, repository } from '@weitiao/python-reference';
import { compared, ownOutcome, pythonOutcome } from './outcome.js';
import { planOf } from './plan.js';
import { command, runStep, script, StepError } from './steps.js';

const { values: options } = parseArgs({ options: { folder: { type: 'string', default: 'runs/pretraining' } } });
const say = (text: string) => void process.stdout.write(`${text}\n`);

/** Text, start, both trainings, comparison; what is there already is not made again. */
async function main(): Promise<boolean> {
  const folder = resolve(repository, options.folder);
  const inside = (...path: string[]) => join(folder, ...path);
  await mkdir(folder, { recursive: true });
  const interpreter = await python(say);
  if (!existsSync(inside('text.jsonl'))) await runStep(interpreter, script('text.py'), folder);
  if (!existsSync(inside('start/model.safetensors')))
    await runStep(interpreter, script('start.py'), inside('text.jsonl'), inside('start'));
  await copyFile(join(repository, 'tools/pretraining/trial.yaml'), inside('trial.yaml'));
  await writeFile(inside('plan.json'), JSON.stringify(await planOf(inside('trial.yaml'))));

  say('── Weitiao');
  await runStep(process.execPath, command, 'train', inside('trial.yaml'), '--output', inside('own'));
  say('── PyTorch');
  if (!existsSync(inside('python/result.json')))
    await runStep(interpreter, script('train.py'), inside('plan.json'), inside('python'));

  const attempts = (await readdir(inside('own/attempts'))).sort((a, b) => Number(a) - Number(b));
  const { lines, passes } = compared(await ownOutcome(inside('own'), attempts), await pythonOutcome(inside('python')));
  say(`\n${lines.join('\n')}`);
  return passes;
}

process.exitCode = await main().then(
  (passes) => (passes ? 0 : 1),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    return error instanceof StepError ? error.exitCode : 1;
  },
);
