import type { Divided } from '@weitiao/core';
import { add, dispose, keep, maximum, scope, withoutTape, type Tensor } from '@weitiao/tensor';
import { virtualTokenCounts, type VirtualTokenCounts } from '../layout/virtual-tokens.js';
import { dividedLayout } from './divided-layout.js';
import type { PassSpec } from './pass-spec.js';
import { visibilityOf, type Visibility } from './visibility.js';

/** What the tokens of a pass see. Made when it is first asked for, so that a pass that runs no model needs no text that the model can read. */
export class Sight implements Disposable {
  readonly #spec: PassSpec;
  readonly #counts: VirtualTokenCounts;
  /** Keys of the prefix that this pass adds: a cache that holds something already holds the prefix. */
  readonly #prefix: number;
  #visibility: Visibility | undefined;
  #divided: Divided | undefined;

  constructor(spec: PassSpec) {
    this.#spec = spec;
    this.#counts = virtualTokenCounts(spec.adapters.map(({ adapter }) => adapter));
    this.#prefix = spec.cache && !spec.cache.isEmpty ? 0 : this.#counts.prefix;
  }

  get visibility(): Visibility {
    return (this.#visibility ??= this.#look());
  }

  get divided(): Divided {
    return (this.#divided ??= this.#divide());
  }

  [Symbol.dispose](): void {
    if (this.#visibility) dispose({ ...this.#visibility });
    if (this.#divided) dispose([this.#divided.contextEnd, ...this.#divided.marks]);
  }

  #look(): Visibility {
    const { model, layout, cache } = this.#spec;
    // A token of the context reaches to its end, all others to themselves.
    const reach = () => model.divide && maximum(layout.positions, add(this.divided.contextEnd, -1));
    const [mask, distance] = lasting(() => {
      const made = visibilityOf(layout, this.#prefix, cache, reach());
      return [made.mask, made.distance];
    });
    return { mask: mask!, distance: distance! };
  }

  #divide(): Divided {
    const { model, layout, cache } = this.#spec;
    const [contextEnd, ...marks] = lasting(() => dividedLayout(model, layout, this.#counts, cache));
    return { first: this.#counts.prefix, contextEnd: contextEnd!, marks };
  }
}

/** Constants of a pass, beyond the scope that they are asked for in. */
const lasting = (make: () => Tensor[]): Tensor[] => withoutTape(() => scope(make)).map(keep);
