import { asked } from './asked.js';
import { roundsOf } from './rounds.js';
import type { Template } from './template.js';

const defaultSystem =
  'A chat between a curious user and an artificial intelligence assistant. ' +
  "The assistant gives helpful, detailed, and polite answers to the user's questions.";

/** Vicuna 1.1 and later (FastChat `vicuna_v1.1`), with its system text where the conversation has none. */
export const vicuna: Template = {
  name: 'vicuna',
  version: '1',
  tokenising: 'anchored',
  render(conversation, { endOfText, forGeneration = false }) {
    const { system, rounds } = roundsOf(conversation, forGeneration);
    return rounds.flatMap((round, index) => {
      const front = index === 0 ? `${system === '' ? defaultSystem : system} ` : '';
      const question = { text: `${front}USER: ${asked(round)} ASSISTANT:`, trained: false };
      return round.reply === undefined
        ? [question]
        : [question, { text: ` ${round.reply}${endOfText}`, trained: true }];
    });
  },
};
