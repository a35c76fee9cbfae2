import { readFile, writeFile } from 'node:fs/promises';

/**
 * Puts a text between the two marks of a Markdown file; one without marks, or no file, gets them at its end.
 * @param name of the command that writes there; the marks carry it
 */
export async function writeBetweenMarks(file: string, name: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  await writeFile(file, placed(before, name, text));
}

export function placed(document: string, name: string, text: string): string {
  const { begin, end } = marks(name);
  const block = `${begin}\n\n${text}\n\n${end}`;
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) return `${document.trimEnd()}\n\n${block}\n`.trimStart();
  return document.slice(0, from) + block + document.slice(to + end.length);
}

/** What stands between the marks of a document; undefined where it has none. */
export function betweenMarks(document: string, name: string): string | undefined {
  const { begin, end } = marks(name);
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  return from < 0 || to < from ? undefined : document.slice(from + begin.length, to).trim();
}

const marks = (name: string) => ({ begin: `<!-- ${name}: begin -->`, end: `<!-- ${name}: end -->` });
