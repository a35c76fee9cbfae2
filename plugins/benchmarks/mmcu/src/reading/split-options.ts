import { letters } from '../question.js';

/**
 * `A:家庭\nB:大学` → the texts. Undefined where it does not begin with option A or a letter is left out; a line that begins with no
 * letter of the row goes on with the option above it.
 */
export function splitOptions(text: string): readonly string[] | undefined {
  const options: string[] = [];
  for (const line of text.split('\n')) {
    const [label, letter] = /^\s*([A-H])\s*[:：、.．]/.exec(line) ?? ['', ''];
    if (letter !== '' && letter === letters[options.length]) options.push(line.slice(label.length));
    else if (options.length > 0) options[options.length - 1] += `\n${line}`;
    else if (line.trim() !== '') return undefined;
  }
  return options.length > 0 ? options.map((option) => option.trim()) : undefined;
}

/** `B、大学` as option B → `大学`. */
export const withoutLabel = (option: string, index: number): string =>
  option.replace(new RegExp(`^\\s*${letters[index]}\\s*[:：、.．]`), '').trim();
