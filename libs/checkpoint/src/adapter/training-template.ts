import { join } from 'node:path';
import { isRecord, parseJson } from '../files/parse-json.js';
import { readTextIfThere } from '../files/read-text.js';
import { writeFileAtomically } from '../files/write-file-atomically.js';

/** How the conversations were written that an adapter was trained on. */
export interface TrainingTemplate {
  readonly name: string;
  readonly version: string;
}

/** Beside peft's two files, and not in them: at keys of adapter_config.json that it does not know, peft warns that it is too old. */
const fileName = 'training_template.json';

export const writeTrainingTemplate = (folder: string, { name, version }: TrainingTemplate): Promise<void> =>
  writeFileAtomically(join(folder, fileName), `${JSON.stringify({ name, version }, null, 2)}\n`);

/**
 * What an adapter folder says of it; undefined where it says nothing, as those that peft wrote.
 * @throws DataFormatError when its file is no JSON
 */
export async function readTrainingTemplate(folder: string): Promise<TrainingTemplate | undefined> {
  const file = join(folder, fileName);
  const text = await readTextIfThere(file);
  const content = text === undefined ? undefined : parseJson(text, file);
  if (!isRecord(content)) return undefined;
  const { name, version } = content;
  return typeof name === 'string' && typeof version === 'string' ? { name, version } : undefined;
}
