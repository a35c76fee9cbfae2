import { readTrainingTemplate } from '@weitiao/checkpoint';
import type { Template } from '@weitiao/tokenizer';
import { print, type Console } from '../console.js';

/** Says where an adapter is asked otherwise than it was trained, so that its answers are worse than they could be. What peft wrote does not tell. */
export async function tellOtherTemplate(
  adapters: readonly string[],
  { name, version }: Template,
  { err }: Console,
): Promise<void> {
  for (const folder of adapters) {
    const trained = await readTrainingTemplate(folder);
    if (trained === undefined || (trained.name === name && trained.version === version)) continue;
    const advice =
      trained.name === name
        ? 'The template, or what the model folder says of it, is another now.'
        : `To ask as it was trained, give --template ${trained.name}.`;
    print(
      err,
      `note: the adapter ${folder} was trained with template ${trained.name} (version ${trained.version}), and is asked with ${name} (version ${version}). ${advice}`,
    );
  }
}
