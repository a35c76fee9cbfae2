import { roundsOf } from './rounds.js';
import type { Template } from './template.js';

/** No words of its own: the texts one after another, an input on a line below its instruction, the end of text after each reply. */
export const none: Template = {
  name: 'none',
  version: '1',
  tokenising: 'separate',
  render(conversation, { endOfText, forGeneration = false }) {
    const { system, rounds } = roundsOf(conversation, forGeneration);
    const pieces = rounds.flatMap(({ instruction, input, reply }) => {
      const asked = { text: input === '' ? instruction : `${instruction}\n${input}`, trained: false };
      return reply === undefined ? [asked] : [asked, { text: `${reply}${endOfText}`, trained: true }];
    });
    return system === '' ? pieces : [{ text: `${system}\n`, trained: false }, ...pieces];
  },
};
