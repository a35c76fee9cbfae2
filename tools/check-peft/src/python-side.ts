import { python, repository, runScript } from '@weitiao/python-reference';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { casesFolder } from './case-file.js';
import type { Trial } from './trial.js';

/** The padded batches that both sides train on. */
export const batchFile = join(repository, 'libs/training/src/__fixtures__/golden/batches.json');

/** What tools/fixtures/peft_check.py found; a stage that failed stands in `errors`. */
export interface PythonResult {
  readonly exchange?: {
    readonly missing: readonly string[];
    readonly unexpected: readonly string[];
    readonly difference: number;
    readonly effect: number;
  };
  readonly training?: {
    readonly losses: readonly number[];
    readonly gradientNorms: readonly number[];
    readonly trainable: number;
  };
  readonly errors: { readonly make?: string; readonly exchange?: string; readonly training?: string };
}

/** Lets Python read what is in the trials' folders and write its own there: one process, for torch takes long to start. */
export async function askPython(
  exchange: string,
  trials: readonly Trial[],
  say: (text: string) => void,
): Promise<Map<Trial, PythonResult>> {
  if (trials.length === 0) return new Map();
  const interpreter = await python(say);
  await writeFile(join(exchange, 'request.json'), JSON.stringify({ batches: batchFile, cases: trials.map(described) }));
  const { passed, output } = await runScript(interpreter, 'peft_check.py', exchange);
  if (!passed) throw new Error(`tools/fixtures/peft_check.py failed:\n${output}`);
  const results = trials.map(async (trial) => {
    const text = await readFile(join(trial.folder, 'result.json'), 'utf8');
    return [trial, JSON.parse(text) as PythonResult] as const;
  });
  return new Map(await Promise.all(results));
}

/** Python reads the case file itself: to it 1.0 is another number than 1, which JSON of JavaScript does not tell. */
const described = ({ case: { name, names, training }, model, id }: Trial) => ({
  ...{ id, names, on: model.name, model: model.folder, prompts: model.prompts },
  file: join(casesFolder, `${name}.json`),
  training: typeof training === 'string' ? null : training,
});
