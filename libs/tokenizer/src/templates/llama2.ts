import { asked } from './asked.js';
import { roundsOf } from './rounds.js';
import type { Template } from './template.js';

/** LLaMA 2 chat: every round between `<s>` and `</s>`, the system text inside the first question; texts are stripped, as Meta's code does. */
export const llama2: Template = {
  name: 'llama2',
  version: '1',
  tokenising: 'anchored',
  opens: true,
  specials: ['<s>', '</s>'],
  stops: ['</s>'],
  render(conversation, { forGeneration = false }) {
    const { system, rounds } = roundsOf(conversation, forGeneration);
    return rounds.flatMap((round, index) => {
      const front = index === 0 && system !== '' ? `<<SYS>>\n${system}\n<</SYS>>\n\n` : '';
      const question = { text: `<s>[INST] ${`${front}${asked(round)}`.trim()} [/INST]`, trained: false };
      return round.reply === undefined
        ? [question]
        : [question, { text: ` ${round.reply.trim()} </s>`, trained: true }];
    });
  },
};
