import { asked } from './asked.js';
import { roundsOf, type Rounds } from './rounds.js';
import type { Piece, Template } from './template.js';

interface ChatGlmForm {
  /** A question that is alone. */
  readonly alone: (question: string) => string;
  readonly question: (round: number, question: string) => string;
  readonly behindReply: string;
}

/** ChatGLM-6B: a question alone is written bare, several rounds are counted from 0. */
const first: ChatGlmForm = {
  alone: (question) => question,
  question: (round, question) => `[Round ${round}]\n问：${question}\n答：`,
  behindReply: '\n',
};

/** ChatGLM2-6B counts from 1, also a single round. */
const second: ChatGlmForm = {
  alone: (question) => second.question(0, question),
  question: (round, question) => `[Round ${round + 1}]\n\n问：${question}\n\n答：`,
  behindReply: '\n\n',
};

/** All before the last reply is one text. A system text, which neither model knows, stands in front. */
function promptText({ alone, question, behindReply }: ChatGlmForm, { system, rounds }: Rounds): string {
  const front = system === '' ? '' : `${system}\n\n`;
  if (rounds.length === 1) return front + alone(asked(rounds[0]!));
  const texts = rounds.map((round, index) => {
    const answered = index === rounds.length - 1 ? '' : `${round.reply ?? ''}${behindReply}`;
    return question(index, asked(round)) + answered;
  });
  return front + texts.join('');
}

const token = (text: string, trained = false): Piece => ({ text, trained, special: true });

/** ChatGLM-6B: `[gMASK] <sop>` between the prompt and the reply, so that of several replies the last alone can be trained. */
export const chatglm: Template = {
  name: 'chatglm',
  version: '1',
  tokenising: 'separate',
  opens: true,
  specials: ['[gMASK]', '<sop>', '<eop>'],
  stops: ['<eop>'],
  render(conversation, { forGeneration = false }) {
    const found = roundsOf(conversation, forGeneration);
    const prompt = [{ text: promptText(first, found), trained: false }, token('[gMASK]'), token('<sop>')];
    const { reply } = found.rounds.at(-1)!;
    return reply === undefined ? prompt : [...prompt, { text: reply, trained: true }, token('<eop>', true)];
  },
};

/** ChatGLM2-6B: `[gMASK]sop` in front of all; what was said before is part of the prompt's text, so the last reply alone is trained. */
export const chatglm2: Template = {
  name: 'chatglm2',
  version: '1',
  tokenising: 'separate',
  opens: true,
  specials: ['[gMASK]', 'sop'],
  render(conversation, { endOfText, forGeneration = false }) {
    const found = roundsOf(conversation, forGeneration);
    const prompt = [token('[gMASK]'), token('sop'), { text: promptText(second, found), trained: false }];
    const { reply } = found.rounds.at(-1)!;
    return reply === undefined ? prompt : [...prompt, { text: reply, trained: true }, token(endOfText, true)];
  },
};
