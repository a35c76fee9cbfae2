import type { Token } from './engine.js';

/**
 * Where each token stands in the source, which the library's tokens do not tell. They come in the order of the source and are written in it as they are,
 * except for strings, comments and the text between tags.
 */
export function tokenOffsets(source: string, tokens: readonly Token[]): number[] {
  let cursor = 0;
  return tokens.map(({ type, value }) => {
    if (type === 'Text') {
      const start = cursor;
      cursor = nextTag(source, cursor);
      return start;
    }
    const start = startOf(source, cursor, type, value);
    cursor = endOf(source, start, type, value);
    return start;
  });
}

function startOf(source: string, cursor: number, type: string, value: string): number {
  if (type === 'Comment') return found(source.indexOf('{#', cursor), cursor);
  if (type === 'StringLiteral') return found(source.slice(cursor).search(/["']/) + cursor, cursor);
  return found(source.indexOf(value, cursor), cursor);
}

function endOf(source: string, start: number, type: string, value: string): number {
  if (type === 'Comment') return found(source.indexOf('#}', start), start) + 2;
  return start + (type === 'StringLiteral' ? quotedLength(source.slice(start)) : value.length);
}

const quotedLength = (rest: string): number => /^(["'])(?:\\.|(?!\1)[^\\])*\1/s.exec(rest)?.[0].length ?? 1;

function nextTag(source: string, cursor: number): number {
  const at = source.slice(cursor).search(/\{[{%#]/);
  return at < 0 ? source.length : cursor + at;
}

const found = (at: number, otherwise: number): number => (at < otherwise ? otherwise : at);
