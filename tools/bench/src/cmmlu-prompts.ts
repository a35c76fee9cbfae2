import cmmlu from '@weitiao/benchmark-cmmlu';

/** Prompts of CMMLU's test, zero-shot: the first questions of each of its 67 subjects. @param from CMMLU's folder */
export async function cmmluPrompts(from: string, ofEachSubject: number): Promise<string[]> {
  const services = { folder: process.cwd(), signal: new AbortController().signal, warn: () => undefined };
  const prompts: string[] = [];
  for await (const { conversation } of cmmlu({ from, rows: ofEachSubject }).items(services)) {
    prompts.push(conversation.turns[0]!.content);
  }
  return prompts;
}
