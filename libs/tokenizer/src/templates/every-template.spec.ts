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

/** Those whose form has one place for a reply, at the end. */
const lastOnly = ['chatglm', 'chatglm2'];
const stripped = (reply: string, name: string) => (name === 'llama2' ? reply.trim() : reply);

const trainedStretches = (pieces: readonly Piece[]): string[] =>
  pieces.reduce<string[]>((stretches, piece, at) => {
    if (piece.trained && pieces[at - 1]?.trained) stretches.push(`${stretches.pop()}${piece.text}`);
    else if (piece.trained) stretches.push(piece.text);
    return stretches;
  }, []);

describe.each(templateNames)('every template: %s', (name) => {
  const turn = fc.record({
    role: fc.constantFrom('user' as const, 'assistant' as const),
    content: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  });

  it('asks in inference with the words that stand before the last reply in training', () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 6 }), (turns) => {
        const pieces = whole(name, { turns });
        const lastTrained = turns.at(-1)!.role === 'assistant' ? pieces.findLastIndex(({ trained }) => trained) : -1;
        const before = pieces.slice(0, lastTrained).findLastIndex(({ trained }) => !trained) + 1;
        expect(prompt(name, { turns })).toBe(text(lastTrained < 0 ? pieces : pieces.slice(0, before)));
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
          const trained = trainedStretches(whole(name, { turns }));
          const replies = contents.filter((_, index) => index % 2 === 1);
          const wanted = lastOnly.includes(name) ? replies.slice(contents.length % 2 ? replies.length : -1) : replies;
          expect(trained).toHaveLength(wanted.length);
          trained.forEach((stretch, index) => expect(stretch).toContain(stripped(wanted[index]!, name)));
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
  chatml: '1 b7101771d3be',
  llama2: '1 f29ebc8ebbf6',
  vicuna: '1 7c8d7287c402',
  'chinese-alpaca': '1 b27e968a3451',
  belle: '1 f59c9b0a3a0d',
  chatglm: '1 064102870a6d',
  chatglm2: '1 6f401b5ed5d7',
  chatglm3: '1 8effe719d495',
  baichuan: '1 e84771cf826c',
  baichuan2: '1 35f281882b8f',
  moss: '1 dd80ab1862ea',
  'moss-short': '1 e7836de63ab2',
};
