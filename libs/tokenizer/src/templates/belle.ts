import { asked } from './asked.js';
import { roundsOf } from './rounds.js';
import type { Template } from './template.js';

/** BELLE's models: each question and each reply tokenised by itself, the end of text after every reply, as its training code does. */
export const belle: Template = {
  name: 'belle',
  version: '1',
  tokenising: 'separate',
  render(conversation, { endOfText, forGeneration = false }) {
    const { system, rounds } = roundsOf(conversation, forGeneration);
    return rounds.flatMap((round, index) => {
      const front = index === 0 && system !== '' ? `${system}\n\n` : '';
      const question = { text: `${front}Human: \n${asked(round)}\n\nAssistant: \n`, trained: false };
      return round.reply === undefined ? [question] : [question, { text: `${round.reply}${endOfText}`, trained: true }];
    });
  },
};
