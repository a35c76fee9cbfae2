import { BLANK, Normalizer } from './normalizer.js';
import { pieceTypes } from './piece-model.js';
import type { Vocabulary } from './vocabulary.js';

const REPLACEMENT = '\ufffd';

/** Pieces to text, as sentencepiece does it. */
export class PieceDecoder {
  private readonly denormalizer: Normalizer | undefined;
  private readonly unknownText: string;

  constructor(
    path: string,
    private readonly vocabulary: Vocabulary,
  ) {
    const { denormalizerSpec: spec, trainerSpec } = vocabulary.model;
    this.denormalizer = spec?.precompiledCharsmap?.length ? new Normalizer(path, spec, undefined) : undefined;
    this.unknownText = trainerSpec?.unkSurface ?? ' \u2047 ';
  }

  /** @param removesBlank whether the blank in front of the text is taken away that encoding has put there */
  decode(ids: readonly number[], { removesBlank }: { removesBlank: boolean }): string {
    const { vocabulary } = this;
    const { removeExtraWhitespaces = true } = vocabulary.model.normalizerSpec ?? {};
    let text = '';
    let bytes: number[] = [];
    let [isFirst, hasSeenBlank] = [true, false];
    const flush = () => {
      text += textOfBytes(bytes);
      bytes = [];
    };
    for (const id of ids) {
      const { text: piece, type } = vocabulary.model.pieces[id]!;
      if (type === pieceTypes.byte) {
        bytes.push(parseInt(piece.slice(3, 5), 16));
        continue;
      }
      flush();
      if (hasSeenBlank || text !== '') isFirst = false;
      if (type === pieceTypes.control) continue;
      if (type === pieceTypes.unknown) {
        text += this.unknownText;
        continue;
      }
      const beginsBlank = isFirst && removesBlank && piece.startsWith(BLANK);
      if (beginsBlank && !removeExtraWhitespaces) hasSeenBlank = true;
      text += (beginsBlank ? piece.slice(1) : piece).replaceAll(BLANK, ' ');
    }
    flush();
    const addBlank = vocabulary.model.denormalizerSpec?.addDummyPrefix ?? true;
    return this.denormalizer ? this.denormalizer.normalize(text, { addBlank }) : text;
  }
}

/** UTF-8; each byte that belongs to no whole character becomes one U+FFFD. */
function textOfBytes(bytes: readonly number[]): string {
  let text = '';
  for (let start = 0; start < bytes.length;) {
    const length = lengthOfCharacter(bytes[start]!);
    const character = Buffer.from(bytes.slice(start, start + length)).toString();
    const isWhole =
      length > 0 && start + length <= bytes.length && [...character].length === 1 && character !== REPLACEMENT;
    const isReplacement = bytes[start] === 0xef && bytes[start + 1] === 0xbf && bytes[start + 2] === 0xbd;
    text += isWhole ? character : REPLACEMENT;
    start += isWhole || isReplacement ? length : 1;
  }
  return text;
}

const lengthOfCharacter = (first: number): number =>
  first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
