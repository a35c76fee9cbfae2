import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StreamedText } from './streamed-text.js';

const decode = (bytes: readonly number[]) => new TextDecoder().decode(Uint8Array.from(bytes));

describe('StreamedText', () => {
  it('writes every text that comes byte by byte, and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const bytes = [...new TextEncoder().encode(text)];
        const stream = new StreamedText(decode);
        const parts = bytes.map((_, at) => stream.next(bytes.slice(0, at + 1)));
        expect(parts.some((part) => part.includes('\uFFFD') && !text.includes('\uFFFD'))).toBe(false);
        expect(parts.join('') + stream.end(bytes)).toBe(decode(bytes));
      }),
    );
  });

  it('writes what stays unfinished when it ends', () => {
    const stream = new StreamedText(decode);
    expect([stream.next([0xe5]), stream.next([0xe5, 0xa5]), stream.end([0xe5, 0xa5])]).toEqual(['', '', '\uFFFD']);
  });
});
