import { dispose, keep, type Tensor } from '@weitiao/tensor';

/** Owns the frozen weights of a base model. */
export class Weights implements Disposable {
  readonly #tensors: Map<string, Tensor>;

  /** @param tensors by their names in the checkpoint; theirs is the memory from now on */
  constructor(tensors: ReadonlyMap<string, Tensor>) {
    this.#tensors = new Map(tensors);
  }

  get names(): Iterable<string> {
    return this.#tensors.keys();
  }

  get bytes(): number {
    return [...this.#tensors.values()].reduce((sum, { size }) => sum + 4 * size, 0);
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  get(name: string): Tensor {
    const found = this.#tensors.get(name);
    if (!found) throw new Error(`There is no weight "${name}".`);
    return found;
  }

  /**
   * Puts a tensor in the place of another, beyond any scope.
   * @returns the one before, which is the caller's now
   */
  swap(name: string, tensor: Tensor): Tensor {
    const before = this.get(name);
    if (String(before.shape) !== String(tensor.shape))
      throw new Error(`"${name}" has the shape [${before.shape.join(', ')}], not [${tensor.shape.join(', ')}].`);
    this.#tensors.set(name, keep(tensor));
    return before;
  }

  [Symbol.dispose](): void {
    dispose([...this.#tensors.values()]);
  }
}
