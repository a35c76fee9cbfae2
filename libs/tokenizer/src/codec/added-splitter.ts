import type { AddedToken } from './added-token.js';

/** Part of a text: a token, or what stands between tokens. */
export type Section = { readonly token: AddedToken } | { readonly text: string };

/** Cuts a text at added tokens: the leftmost first, of several there the longest. */
export class AddedSplitter {
  private readonly tokens: ReadonlyMap<string, AddedToken>;
  private readonly pattern: RegExp | undefined;

  constructor(tokens: readonly AddedToken[]) {
    const found = tokens.filter(({ inText, text }) => inText && text !== '');
    this.tokens = new Map(found.map((token) => [token.text, token]));
    const longestFirst = [...this.tokens.values()].sort((a, b) => b.text.length - a.text.length);
    this.pattern = found.length > 0 ? new RegExp(longestFirst.map(patternOf).join('|'), 'g') : undefined;
  }

  split(text: string): Section[] {
    if (!this.pattern) return text === '' ? [] : [{ text }];
    const sections: Section[] = [];
    let start = 0;
    let before = '';
    const close = (end: number) => {
      before += text.slice(start, end);
      start = end;
    };
    for (const { 0: written, index } of text.matchAll(this.pattern)) {
      if (index < start) continue;
      const token = this.tokens.get(written)!;
      if (token.singleWord && !isApart(text, index, index + written.length)) continue;
      close(index);
      if (token.lstrip) before = before.trimEnd();
      if (before !== '') sections.push({ text: before });
      sections.push({ token });
      before = '';
      start = index + written.length;
      if (token.rstrip) while (start < text.length && text[start]!.trim() === '') start += 1;
    }
    close(text.length);
    if (before !== '') sections.push({ text: before });
    return sections;
  }
}

const patternOf = ({ text, behind }: AddedToken): string =>
  behind === undefined ? escaped(text) : `(?<=${escaped(behind)})${escaped(text)}`;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const isApart = (text: string, start: number, end: number): boolean =>
  (start === 0 || text[start - 1] === ' ') && (end === text.length || text[end] === ' ');
