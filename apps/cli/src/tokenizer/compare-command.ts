import { loadTokenizer } from '@weitiao/tokenizer';
import { print, printJson, type Console } from '../console.js';
import { densityLines, densityRows } from './density-report.js';

/** How many tokens two tokenizers make of the same texts. */
export async function runCompare(
  folders: readonly [string, string],
  files: readonly string[],
  { json = false }: { readonly json?: boolean },
  { out }: Console,
): Promise<void> {
  const [before, after] = [await loadTokenizer(folders[0]), await loadTokenizer(folders[1])];
  const rows = await densityRows(
    files,
    (text) => before.encode(text),
    (text) => after.encode(text),
  );
  if (json) return printJson(out, { type: 'result', folders, rows });
  for (const line of densityLines(rows)) print(out, line);
}
