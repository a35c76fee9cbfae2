import type { TextCodec } from '../codec/text-codec.js';
import type { PieceCodec } from './piece-codec.js';

/** The longest run of blanks that has a piece of its own. */
const LONGEST = 80;

/** ChatGLM-6B: line breaks, tabs and runs of blanks are written as pieces before sentencepiece sees them; ids begin behind those of images. */
export class IceTextCodec implements TextCodec {
  readonly size: number;

  /** @param images how many ids of images stand before those of text */
  constructor(
    private readonly pieces: PieceCodec,
    private readonly images: number,
  ) {
    this.size = images + pieces.size;
  }

  encode(text: string): number[] {
    return this.pieces.encode(written(text)).map((id) => id + this.images);
  }

  decode(ids: readonly number[]): string {
    const inText = ids.map((id) => id - this.images).filter((id) => id >= 0);
    return read(this.pieces.decode(inText));
  }

  token(id: number): string | undefined {
    return id < this.images && id >= 0 ? `<image_${id}>` : this.pieces.token(id - this.images);
  }

  idOf(token: string): number | undefined {
    const id = this.pieces.idOf(token);
    return id === undefined ? undefined : id + this.images;
  }
}

function written(text: string): string {
  const marked = text.replaceAll('\n', '<n>').replaceAll('\t', '<|tab|>');
  // Of a run longer than the longest piece, as many blanks as that have one piece, the rest another.
  return marked.replace(new RegExp(` {2,${LONGEST}}`, 'g'), ({ length }) => `<|blank_${length}|>`);
}

function read(text: string): string {
  const lines = text.replaceAll('<n>', '\n').replaceAll('<|tab|>', '\t');
  return lines.replace(/<\|blank_(\d+)\|>/g, (mark, digits) => {
    const length = Number(digits);
    return length >= 2 && length <= LONGEST ? ' '.repeat(length) : mark;
  });
}
