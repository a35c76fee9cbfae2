import { asked } from './asked.js';
import { roundsOf } from './rounds.js';
import type { Template } from './template.js';

/** ChatML, for models that were trained with it and whose folder has no template: Qwen, Yi, InternLM2, SmolLM. */
export const chatml: Template = {
  name: 'chatml',
  version: '1',
  tokenising: 'anchored',
  specials: ['<|im_start|>', '<|im_end|>'],
  stops: ['<|im_end|>'],
  render(conversation, { forGeneration = false }) {
    const { system, rounds } = roundsOf(conversation, forGeneration);
    const turn = (role: string, text: string) => `<|im_start|>${role}\n${text}<|im_end|>\n`;
    return rounds.flatMap((round, index) => {
      const front = index === 0 && system !== '' ? turn('system', system) : '';
      const question = { text: `${front}${turn('user', asked(round))}<|im_start|>assistant\n`, trained: false };
      if (round.reply === undefined) return [question];
      return [question, { text: `${round.reply}<|im_end|>`, trained: true }, { text: '\n', trained: false }];
    });
  },
};
