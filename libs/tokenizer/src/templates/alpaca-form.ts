import type { Conversation } from '@weitiao/core';
import { roundsOf, type Round } from './rounds.js';
import type { Piece, RenderOptions, Template } from './template.js';

/** The words of an Alpaca-like template in one language. */
export interface AlpacaWords {
  readonly name: string;
  readonly version: string;
  readonly withInput: (instruction: string, input: string) => string;
  readonly withoutInput: (instruction: string) => string;
  /** Stands before several rounds; each then names who speaks. */
  readonly dialogue: { readonly opening: string; readonly user: string; readonly assistant: string };
}

/**
 * A template in the study's form (Alpaca-CoT `uniform_finetune.py`): prompt + " " + reply + " " + end of text for one round; for several,
 * its dialogue form, in which every reply is trained. A system text stands in front, as the study puts MOSS's.
 */
export function alpacaForm(words: AlpacaWords): Template {
  const { name, version } = words;
  return {
    name,
    version,
    tokenising: 'joint',
    render(conversation: Conversation, options: RenderOptions): readonly Piece[] {
      const { system, rounds } = roundsOf(conversation, options.forGeneration ?? false);
      const front = system === '' ? '' : `${system}\n\n`;
      const [first] = rounds;
      if (rounds.length === 1) return oneRound(words, front, first!, options.endOfText);
      return dialogue(words, front, rounds, options.endOfText);
    },
  };
}

function oneRound(words: AlpacaWords, front: string, round: Round, endOfText: string): Piece[] {
  const { instruction, input, reply } = round;
  const prompt = input === '' ? words.withoutInput(instruction) : words.withInput(instruction, input);
  const pieces = [{ text: front + prompt, trained: false }];
  return reply === undefined ? pieces : [...pieces, { text: ` ${reply} ${endOfText}`, trained: true }];
}

function dialogue(words: AlpacaWords, front: string, rounds: readonly Round[], endOfText: string): Piece[] {
  const { opening, user, assistant } = words.dialogue;
  const pieces: Piece[] = [];
  rounds.forEach(({ instruction, input, reply }, index) => {
    const asked = input === '' ? instruction : `${instruction}\n${input}`;
    const question = `${user} ${asked}\n${endOfText}${assistant}`;
    pieces.push({ text: index === 0 ? front + opening + question : question, trained: false });
    // Only inside the dialogue does a line break stand before the end of a reply.
    const end = index < rounds.length - 1 ? `\n${endOfText}` : endOfText;
    if (reply !== undefined) pieces.push({ text: ` ${reply}${end}`, trained: true });
  });
  return pieces;
}
