import { asked } from './asked.js';
import { roundsOf } from './rounds.js';
import type { Template } from './template.js';

const opening =
  'Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n';

/**
 * Chinese-Alpaca's training prompt: Alpaca's words without an input, which stands below its instruction; prompt and reply are tokenised by themselves. Its
 * source knows one round; later ones follow in the same form.
 */
export const chineseAlpaca: Template = {
  name: 'chinese-alpaca',
  version: '1',
  tokenising: 'separate',
  render(conversation, { endOfText, forGeneration = false }) {
    const { system, rounds } = roundsOf(conversation, forGeneration);
    return rounds.flatMap((round, index) => {
      const front = index > 0 ? '\n\n' : `${system === '' ? '' : `${system}\n\n`}${opening}`;
      const question = { text: `${front}### Instruction:\n${asked(round)}\n\n### Response: `, trained: false };
      return round.reply === undefined ? [question] : [question, { text: `${round.reply}${endOfText}`, trained: true }];
    });
  },
};
