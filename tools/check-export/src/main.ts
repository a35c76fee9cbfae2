import { python, repository, runScript } from '@weitiao/python-reference';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exported } from './exported.js';
import { templatesInGo } from './templates-in-go.js';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const model = join(repository, 'examples/quickstart/model');
const folder = await mkdtemp(join(tmpdir(), 'weitiao-export-'));

/** Prints what a script says. @returns whether it held */
async function held(interpreter: string, script: string, ...parameters: string[]): Promise<boolean> {
  const { passed, output } = await runScript(interpreter, script, ...parameters);
  say(output.trimEnd());
  return passed;
}

try {
  const interpreter = await python(say);
  const adapter = join(folder, 'adapter');
  const made = await held(interpreter, 'random_lora.py', model, adapter);
  const { folders, files } = await exported(adapter, model, folder);
  const results = [
    made,
    await held(interpreter, 'exported_models.py', model, adapter, ...folders),
    await held(interpreter, 'gguf_values.py', folders[0]!, ...files),
    await templatesInGo(folder, say),
  ];
  process.exitCode = results.every(Boolean) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
