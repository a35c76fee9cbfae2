import { eastAsianWidth } from 'get-east-asian-width';

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const joined = /[\u200d\ufe0f\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Columns that a text takes in a terminal: two for Chinese characters and emoji, none for marks that sit on others. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (joined.test(segment)) width += 2;
    else if (!invisible.test(segment)) width += eastAsianWidth(segment.codePointAt(0)!);
  }
  return width;
}

const signs: Readonly<Record<string, string>> = { ' ': '␣', '\n': '↵', '\r': '␍', '\t': '⇥' };
const unseen = /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** The text with blanks made visible; nothing in it can steer a terminal. */
export const visible = (text: string): string =>
  text.replace(
    unseen,
    (character) => signs[character] ?? `‹${character.codePointAt(0)!.toString(16).padStart(4, '0')}›`,
  );

/** The text with blanks behind it up to a number of columns. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
