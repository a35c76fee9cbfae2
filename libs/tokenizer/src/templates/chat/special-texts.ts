import { join } from 'node:path';
import { readOptionalJsonFile } from '../../read-json-file.js';

/** The texts of a folder's special tokens under the names that templates read them by: `bos_token`, `eos_token` … */
export async function specialTexts(folder: string): Promise<Record<string, string>> {
  const map = await readOptionalJsonFile(join(folder, 'special_tokens_map.json'));
  const settings = await readOptionalJsonFile(join(folder, 'tokenizer_config.json'));
  const named = Object.entries({ ...map, ...settings }).filter(([key]) => key.endsWith('_token'));
  return Object.fromEntries(
    named.flatMap(([key, value]) => {
      const text = typeof value === 'object' && value !== null && 'content' in value ? value.content : value;
      return typeof text === 'string' ? [[key, text] as const] : [];
    }),
  );
}
