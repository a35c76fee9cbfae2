import type { Tokenizer } from '@weitiao/tokenizer';

/**
 * The text that each token adds. Where a character is cut into several tokens the last of them has it and the others have none.
 * @returns as many as ids
 */
export function tokenTexts(ids: ArrayLike<number>, tokenizer: Tokenizer): string[] {
  const all = Array.from(ids);
  const whole = tokenizer.decode(all);
  const texts: string[] = [];
  let told = 0;
  // What a token adds may depend on its being the first (sentencepiece leaves out the first space), so the ones before it go along.
  let before: number[] = [];
  let open: number[] = [];
  all.forEach((id, index) => {
    open.push(id);
    const text = tokenizer.decode([...before, ...open]).slice(tokenizer.decode(before).length);
    const rest = () => tokenizer.decode(all.slice(index + 1));
    if (
      text.endsWith('\ufffd') &&
      !(whole.startsWith(text, told) && isSameText(whole.slice(told + text.length), rest()))
    )
      return void texts.push('');
    texts.push(text);
    told += text.length;
    [before, open] = [open, []];
  });
  return texts;
}

/** A replacement character stands for bytes that wait for others, unless the text goes on without it: then it was one in the text. */
const isSameText = (one: string, other: string): boolean => one.trimStart() === other.trimStart();
