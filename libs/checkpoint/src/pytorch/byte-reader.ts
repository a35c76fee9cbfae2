import { refuseUnless } from './refused.js';

/** Reads a pickle's bytes one after the other; never beyond their end. */
export class ByteReader {
  readonly #view: DataView;
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  unsigned16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  unsigned32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  signed32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  unsigned64(): number {
    const value = Number(this.#view.getBigUint64(this.#take(8), true));
    refuseUnless(Number.isSafeInteger(value), 'it has a length beyond 2⁵³');
    return value;
  }

  /** Big-endian, as pickles have it. */
  float64(): number {
    return this.#view.getFloat64(this.#take(8));
  }

  /** Two's complement, little-endian, of any length. */
  integer(length: number): number | bigint {
    const taken = this.take(length);
    const value = taken.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    const signed = length > 0 && taken.at(-1)! > 127 ? value - (1n << BigInt(8 * length)) : value;
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  }

  take(length: number): Uint8Array {
    const start = this.#take(length);
    return this.bytes.subarray(start, start + length);
  }

  text(length: number): string {
    return new TextDecoder('utf-8', { fatal: true }).decode(this.take(length));
  }

  /** Up to the next line feed, which is taken too. */
  line(): string {
    const end = this.bytes.indexOf(10, this.#at);
    refuseUnless(end >= 0, 'it ends in the middle of a line');
    const line = this.text(end - this.#at);
    this.#at = end + 1;
    return line;
  }

  #take(length: number): number {
    refuseUnless(this.#at + length <= this.bytes.length, 'it ends too early');
    const start = this.#at;
    this.#at += length;
    return start;
  }
}
