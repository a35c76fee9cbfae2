import { dispose, type Tensor } from '@weitiao/tensor';

/** Owns the frozen weights of a base model. */
export class Weights implements Disposable {
  readonly #tensors: ReadonlyMap<string, Tensor>;

  /** @param tensors by their names in the checkpoint; theirs is the memory from now on */
  constructor(tensors: ReadonlyMap<string, Tensor>) {
    this.#tensors = tensors;
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

  [Symbol.dispose](): void {
    dispose([...this.#tensors.values()]);
  }
}
