import { asked } from './asked.js';
import { roundsOf } from './rounds.js';
import type { Piece, Template } from './template.js';

/**
 * Baichuan's chat models: reserved tokens, which generation_config.json names, in front of what is asked and of what is answered. Earlier replies have no
 * end in it; the last one ends with the end of text.
 */
function baichuanForm(name: string, user: string, assistant: string): Template {
  const token = (text: string, trained = false): Piece => ({ text, trained, special: true });
  return {
    name,
    version: '1',
    tokenising: 'separate',
    opens: true,
    specials: [user, assistant],
    namedIds: { user_token_id: user, assistant_token_id: assistant },
    render(conversation, { endOfText, forGeneration = false }) {
      const { system, rounds } = roundsOf(conversation, forGeneration);
      const front = system === '' ? [] : [{ text: system, trained: false }];
      const turns = rounds.flatMap((round) => {
        const question = [token(user), { text: asked(round), trained: false }, token(assistant)];
        return round.reply === undefined ? question : [...question, { text: round.reply, trained: true }];
      });
      const isAnswered = rounds.at(-1)!.reply !== undefined;
      return [...front, ...turns, ...(isAnswered ? [token(endOfText, true)] : [])];
    },
  };
}

export const baichuan = baichuanForm('baichuan', '<reserved_102>', '<reserved_103>');
export const baichuan2 = baichuanForm('baichuan2', '<reserved_106>', '<reserved_107>');
