import type { Tokenizer } from '@weitiao/tokenizer';

/** No character of UTF-8 is made of more bytes, so none of more tokens. */
const longestCharacter = 4;

/**
 * The text that each token adds. Where a character is cut into several tokens the last of them has it and the others have none.
 * @returns as many as ids
 */
export function tokenTexts(ids: ArrayLike<number>, tokenizer: Tokenizer): string[] {
  const texts: string[] = [];
  // What a token adds may depend on its being the first (sentencepiece leaves out the first space), so the ones before it go along.
  let before: number[] = [];
  let open: number[] = [];
  for (const id of Array.from(ids)) {
    open.push(id);
    const text = tokenizer.decode([...before, ...open]).slice(tokenizer.decode(before).length);
    if (text.endsWith('\ufffd') && open.length < longestCharacter) {
      texts.push('');
      continue;
    }
    texts.push(text);
    [before, open] = [open, []];
  }
  if (open.length > 0) texts[texts.length - 1] = '\ufffd';
  return texts;
}
