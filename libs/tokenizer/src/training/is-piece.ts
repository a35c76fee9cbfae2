import { scriptOf } from './script-of.js';

/** What may become one piece, by the fields of sentencepiece's TrainerSpec. */
export interface PieceRules {
  /** Characters of the longest piece. */
  readonly maxPieceLength: number;
  /** Every digit a piece of its own, as in LLaMA's. */
  readonly splitDigits: boolean;
  /** Digits and letters in different pieces. */
  readonly splitByNumber: boolean;
  /** Characters of different scripts in different pieces; Chinese and Japanese ones count as one. */
  readonly splitByScript: boolean;
}

/** Stands for a space. */
export const space = '\u2581';
/** Stands for characters that are too rare for a piece. */
export const rare = '\u2585';

const digit = /^[0-9０-９]$/;
const han = new Set(['Hiragana', 'Katakana']);

/** Whether these characters may be one piece: sentencepiece's rules, a space at the beginning only. */
export function isPiece(characters: readonly string[], rules: PieceRules): boolean {
  if (characters.length === 0 || characters.length > rules.maxPieceLength) return false;
  let before: string | undefined;
  for (const [at, character] of characters.entries()) {
    if (character === rare || character === '\0' || character === ' ') return false;
    if (character === space) {
      if (at > 0) return false;
      continue;
    }
    if (rules.splitDigits && characters.length > 1 && digit.test(character)) return false;
    const script = scriptInPiece(character, before, rules);
    if (rules.splitByScript && script !== undefined && before !== undefined && script !== before) return false;
    before = script;
  }
  return true;
}

/** Undefined where it goes with any other. */
function scriptInPiece(character: string, before: string | undefined, rules: PieceRules): string | undefined {
  if (!rules.splitByNumber && digit.test(character)) return undefined;
  const script = scriptOf(character);
  if (han.has(script) || character === '\u30fc') return 'Han';
  return script === 'Inherited' ? before : script;
}
