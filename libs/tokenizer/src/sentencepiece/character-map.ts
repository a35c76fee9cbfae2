import { DataFormatError } from '@weitiao/core';

/**
 * Replacements of character sequences as a sentencepiece model holds them: a double array of bytes (Darts-clone), and behind it the
 * replacements, each ended by a zero byte.
 */
export class CharacterMap {
  private constructor(
    private readonly units: Uint32Array,
    private readonly replacements: Uint8Array,
  ) {}

  /** @throws DataFormatError when the parts do not fit each other */
  static from(path: string, content: Uint8Array): CharacterMap {
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    const size = content.byteLength < 4 ? -1 : view.getUint32(0, true);
    if (size < 4 || size % 4 !== 0 || 4 + size >= content.byteLength)
      throw new DataFormatError(path, 'its precompiled character map is damaged: the length of its first part does not fit.'); // prettier-ignore
    const units = Uint32Array.from({ length: size / 4 }, (_, index) => view.getUint32(4 + 4 * index, true));
    return new CharacterMap(units, content.subarray(4 + size));
  }

  /** The longest sequence at `start` that is replaced, and by what; undefined where none is. */
  longest(text: Uint8Array, start: number): { length: number; replacement: string } | undefined {
    const { units } = this;
    let place = offsetOf(units[0]!);
    let found: { length: number; value: number } | undefined;
    for (let index = start; index < text.length; index++) {
      place ^= text[index]!;
      const unit = units[place];
      if (unit === undefined || labelOf(unit) !== text[index]) break;
      place ^= offsetOf(unit);
      if (hasLeaf(unit)) found = { length: index + 1 - start, value: units[place]! & 0x7fffffff };
    }
    return found && { length: found.length, replacement: this.replacement(found.value) };
  }

  private replacement(start: number): string {
    const end = this.replacements.indexOf(0, start);
    return Buffer.from(this.replacements.subarray(start, end < 0 ? undefined : end)).toString();
  }
}

const offsetOf = (unit: number): number => (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
/** The highest bit marks a value, which is no label. */
const labelOf = (unit: number): number => (unit & (0x80000000 | 0xff)) >>> 0;
const hasLeaf = (unit: number): boolean => ((unit >>> 8) & 1) === 1;
