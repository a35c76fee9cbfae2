import type { Weights } from '@weitiao/nn';
import type { Stored, Tensor } from '@weitiao/tensor';

/** Weights that adapters were folded into, and the way back. */
export class Merged implements Disposable {
  readonly #base = new Map<string, Stored>();
  readonly #changed = new Set<string>();
  /** Path of each adapted layer → how far it is from what it was with its adapters, relative to its largest output. */
  readonly residuals = new Map<string, number>();

  constructor(
    /** The model's weights, merged. */
    readonly weights: Weights,
    private readonly keepBase: boolean,
  ) {}

  /** Names of the weights that are others than the base's. */
  get changed(): ReadonlySet<string> {
    return this.#changed;
  }

  /** Every weight of the checkpoint by its name: what `saveModel` writes. */
  get tensors(): Map<string, Stored> {
    return new Map([...this.weights.names].map((name) => [name, this.weights.stored(name)]));
  }

  /** Puts a merged weight in the place of the base's. */
  put(name: string, value: Tensor): void {
    const before = this.weights.swap(name, value);
    if (!this.keepBase || this.#changed.has(name)) before.dispose();
    else this.#base.set(name, before);
    this.#changed.add(name);
  }

  /** Gives every weight the base's value again, bit for bit: they were kept. Without `keepBase` it does nothing. */
  unmerge(): void {
    for (const [name, value] of this.#base) {
      this.weights.swap(name, value).dispose();
      this.#changed.delete(name);
    }
    this.#base.clear();
  }

  /** Frees the base's values; the weights stay merged. */
  [Symbol.dispose](): void {
    for (const value of this.#base.values()) value.dispose();
    this.#base.clear();
  }
}
