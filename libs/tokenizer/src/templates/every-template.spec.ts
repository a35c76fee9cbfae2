import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DataFormatError, type Conversation } from '@weitiao/core';
import fc from 'fast-check';
import { dialogue, single } from '../__fixtures__/conversations.js';
import { template, templateNames, type Piece } from './index.js';

const endOfText = '</s>';
const text = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join('');
const prompt = (name: string, conversation: Conversation) =>
  text(template(name).render(conversation, { endOfText, forGeneration: true }));
const whole = (name: string, conversation: Conversation) => template(name).render(conversation, { endOfText });

describe.each(templateNames)('every template: %s', (name) => {
  const turn = fc.record({
    role: fc.constantFrom('user' as const, 'assistant' as const),
    content: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  });

  it('asks in inference with the words that stand before the last reply in training', () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 6 }), (turns) => {
        const pieces = whole(name, { turns });
        const asked = pieces.at(-1)!.trained ? pieces.slice(0, -1) : pieces;
        expect(prompt(name, { turns })).toBe(text(asked));
      }),
    );
  });

  it('trains every reply and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 6 }),
        (contents) => {
          const turns = contents.map((content, index) => ({
            role: index % 2 ? ('assistant' as const) : ('user' as const),
            content,
          }));
          const trained = whole(name, { turns }).filter((piece) => piece.trained);
          expect(trained).toHaveLength(Math.floor(contents.length / 2));
          trained.forEach((piece, index) => expect(piece.text).toContain(contents[2 * index + 1]));
        },
      ),
    );
  });

  it('asks for a turn', () => {
    expect(() => prompt(name, { turns: [] })).toThrow(DataFormatError);
    expect(() => prompt(name, { turns: [{ role: 'system', content: 'x' }] })).toThrow(
      /neither a user turn nor a reply/,
    );
  });

  it('changes its version when what it renders changes', () => {
    const rendered = [single('a', 'b'), single('a', 'b', 'c'), dialogue].map((conversation) =>
      whole(name, conversation),
    );
    const digest = createHash('sha256').update(JSON.stringify(rendered)).digest('hex').slice(0, 12);
    expect(`${template(name).version} ${digest}`).toBe(versions[name]);
  });
});

/** Version and digest of what it renders: write a new version beside a new digest. */
const versions: Record<string, string> = {
  alpaca: '1 b340d41adcd4',
  'alpaca-zh': '1 5b1547522690',
  none: '1 087fd8f63d8e',
};
