import { CharacterMap } from './character-map.js';
import type { NormalizerSpec } from './piece-model.js';
import type { PieceTrie } from './piece-trie.js';

/** Stands for a blank inside of pieces. */
export const BLANK = '\u2581';

export interface NormalizeOptions {
  /** Whether a blank is put in front of the text (behind it, where blanks end words). */
  readonly addBlank: boolean;
  /** Whether something stands before the text, so that its first blanks are no blanks at the beginning. */
  readonly continues?: boolean;
}

/** What sentencepiece makes of a text before it looks for pieces. */
export class Normalizer {
  private readonly map: CharacterMap | undefined;
  private readonly removesBlanks: boolean;
  private readonly blank: string;

  /**
   * @param path of the file, for messages
   * @param kept symbols that are left as they are
   */
  constructor(
    path: string,
    { precompiledCharsmap, removeExtraWhitespaces = true, escapeWhitespaces = true }: NormalizerSpec,
    private readonly kept: PieceTrie | undefined,
    private readonly blankEndsWords = false,
  ) {
    const hasMap = precompiledCharsmap !== undefined && precompiledCharsmap.length > 0;
    this.map = hasMap ? CharacterMap.from(path, precompiledCharsmap) : undefined;
    this.removesBlanks = removeExtraWhitespaces;
    this.blank = escapeWhitespaces ? BLANK : ' ';
  }

  normalize(text: string, { addBlank, continues = false }: NormalizeOptions): string {
    if (text === '') return '';
    const changed = this.changed(text, continues);
    if (changed === undefined) return '';
    const body = changed.replaceAll(' ', this.blank);
    const dressed = addBlank && !this.blankEndsWords ? this.blank + body : body;
    const trimmed = this.removesBlanks ? withoutLast(dressed, this.blank) : dressed;
    return addBlank && this.blankEndsWords ? trimmed + this.blank : trimmed;
  }

  /** Undefined for a text of blanks that are all removed. */
  private changed(text: string, continues: boolean): string | undefined {
    if (!this.map && !this.removesBlanks) return wellFormed(text);
    const parts = this.parts(text);
    let first = 0;
    if (this.removesBlanks && !continues) while (parts[first] === ' ') first += 1;
    if (first === parts.length) return undefined;
    let result = '';
    let isBehindBlank = this.removesBlanks && !continues;
    for (const part of first === 0 ? parts : parts.slice(first)) {
      const rest = isBehindBlank ? part.replace(/^ +/, '') : part;
      if (rest === '') continue;
      result += rest;
      isBehindBlank = this.removesBlanks && rest.endsWith(' ');
    }
    return result;
  }

  /** The text, cut into symbols that are kept, replacements, and single characters. */
  private parts(text: string): string[] {
    const bytes = Buffer.from(text);
    const characters = bytes.toString();
    const parts: string[] = [];
    let [place, byte] = [0, 0];
    while (place < characters.length) {
      const start = place;
      const keptEnd = this.kept?.longest(characters, place);
      const replaced = keptEnd === undefined ? this.map?.longest(bytes, byte) : undefined;
      const byteEnd = replaced && byte + replaced.length;
      do {
        const code = characters.codePointAt(place)!;
        byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        place += code < 0x10000 ? 1 : 2;
      } while (keptEnd !== undefined ? place < keptEnd : byteEnd !== undefined && byte < byteEnd);
      parts.push(replaced ? replaced.replacement : characters.slice(start, place));
    }
    return parts;
  }
}

/** Half a surrogate pair becomes U+FFFD, as it does in UTF-8. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

function withoutLast(text: string, blank: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === blank) end -= 1;
  return text.slice(0, end);
}
