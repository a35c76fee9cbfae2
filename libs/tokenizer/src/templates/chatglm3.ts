import { asked } from './asked.js';
import { roundsOf } from './rounds.js';
import type { Piece, Template } from './template.js';

const token = (text: string, trained = false): Piece => ({ text, trained, special: true });
const said = (text: string, trained = false): Piece[] => [
  { text: '\n', trained },
  { text, trained },
];

/**
 * ChatGLM3-6B: roles are tokens, and each piece is tokenised by itself, so that no text can pretend to be a role. A reply ends with the token of whose turn
 * it is then; the last one with the end of text.
 */
export const chatglm3: Template = {
  name: 'chatglm3',
  version: '1',
  tokenising: 'separate',
  opens: true,
  literal: true,
  specials: ['[gMASK]', 'sop', '<|system|>', '<|user|>', '<|assistant|>', '<|observation|>'],
  stops: ['<|user|>', '<|observation|>'],
  render(conversation, { endOfText, forGeneration = false }) {
    const { system, rounds } = roundsOf(conversation, forGeneration);
    const front = [token('[gMASK]'), token('sop'), ...(system === '' ? [] : [token('<|system|>'), ...said(system)])];
    const turns = rounds.flatMap((round, index) => {
      const question = [token('<|user|>', index > 0), ...said(asked(round)), token('<|assistant|>')];
      return round.reply === undefined ? question : [...question, ...said(round.reply, true)];
    });
    const isAnswered = rounds.at(-1)!.reply !== undefined;
    return [...front, ...turns, ...(isAnswered ? [token(endOfText, true)] : [])];
  },
};
