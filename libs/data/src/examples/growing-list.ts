/** Numbers in a typed array that grows. */
export class GrowingList {
  private values: Float64Array | Uint32Array;
  private used = 0;

  constructor(private readonly kind: Float64ArrayConstructor | Uint32ArrayConstructor) {
    this.values = new kind(64);
  }

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    if (this.used === this.values.length) {
      const larger = new this.kind(this.used * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.used++] = value;
  }

  /** @throws RangeError when there is no such place */
  at(index: number): number {
    if (!(index >= 0 && index < this.used))
      throw new RangeError(`There is no example ${index}; there are ${this.used}.`);
    return this.values[index]!;
  }
}
