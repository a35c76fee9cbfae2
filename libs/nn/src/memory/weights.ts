import { bytesOfStored, keep, PackedMatrix, widened, type Stored, type Tensor } from '@weitiao/tensor';

/** Owns the frozen weights of a base model. */
export class Weights implements Disposable {
  readonly #tensors: Map<string, Stored>;

  /** @param tensors by their names in the checkpoint; theirs is the memory from now on */
  constructor(tensors: ReadonlyMap<string, Stored>) {
    this.#tensors = new Map(tensors);
  }

  get names(): Iterable<string> {
    return this.#tensors.keys();
  }

  get bytes(): number {
    return [...this.#tensors.values()].reduce((sum, stored) => sum + bytesOfStored(stored), 0);
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /** A weight as float32; of one that is packed, a copy that belongs to the scope around. */
  get(name: string): Tensor {
    return widened(this.stored(name));
  }

  /** A weight as it is held. */
  stored(name: string): Stored {
    const found = this.#tensors.get(name);
    if (!found) throw new Error(`There is no weight "${name}".`);
    return found;
  }

  /**
   * Puts a tensor in the place of another, beyond any scope.
   * @returns the one before, which is the caller's now
   */
  swap(name: string, tensor: Stored): Stored {
    const before = this.stored(name);
    if (String(before.shape) !== String(tensor.shape))
      throw new Error(`"${name}" has the shape [${before.shape.join(', ')}], not [${tensor.shape.join(', ')}].`);
    this.#tensors.set(name, tensor instanceof PackedMatrix ? tensor : keep(tensor));
    return before;
  }

  [Symbol.dispose](): void {
    for (const stored of this.#tensors.values()) stored.dispose();
  }
}
