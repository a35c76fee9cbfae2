/**
 * The letters that MMCU's own scripts take an answer to give: without its separators, the first run of one to four of A–D in which none comes
 * twice. Undefined where there is none. Their order stays: the scripts count "BA" for another answer than "AB".
 */
export function publishedLetters(reply: string): string | undefined {
  const runs = reply.replace(/[、.,;，]/g, '').match(/[ABCD]{1,4}/g) ?? [];
  return runs.find((run) => new Set(run).size === run.length);
}
