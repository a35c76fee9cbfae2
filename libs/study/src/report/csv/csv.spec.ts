import { describe, expect, it } from '@jest/globals';
import { csv } from './csv.js';

describe('csv', () => {
  it('quotes what needs it and leaves empty what has no value', () => {
    expect(csv([{ id: 'a', text: '第一行\n"二", 三', score: null, note: undefined }])).toBe(
      'id,text,score,note\na,"第一行\n""二"", 三",,\n',
    );
  });

  it('keeps text that a spreadsheet would run from being run, and numbers as they are', () => {
    expect(csv([{ text: '=HYPERLINK("x")', number: -0.125, small: 1 / 3 }])).toBe(
      'text,number,small\n"\'=HYPERLINK(""x"")",-0.125,0.333333\n',
    );
  });
});
