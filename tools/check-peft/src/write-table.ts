import { readFile, writeFile } from 'node:fs/promises';

const [begin, end] = ['<!-- check:peft: begin -->', '<!-- check:peft: end -->'];

/** Puts a text between the two marks of a Markdown file; one without marks, or no file, gets them at its end. */
export async function writeBetweenMarks(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  await writeFile(file, placed(before, text));
}

export function placed(document: string, text: string): string {
  const block = `${begin}\n\n${text}\n\n${end}`;
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) return `${document.trimEnd()}\n\n${block}\n`.trimStart();
  return document.slice(0, from) + block + document.slice(to + end.length);
}
