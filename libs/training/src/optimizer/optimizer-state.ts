import type { Parameter } from '@weitiao/core';
import { dispose, keep, scope, zeros, type Tensor } from '@weitiao/tensor';

/** Exponential averages of a parameter's gradient and of its square, of the parameter's shape. */
export interface Moments {
  readonly mean: Tensor;
  readonly square: Tensor;
}

/** Owns the moments of the parameters that gradients train. */
export class OptimizerState implements Disposable {
  readonly #moments = new Map<Parameter, Moments>();

  /** Zero moments for every parameter that is not marked as untrained. */
  static start(parameters: readonly Parameter[]): OptimizerState {
    const state = new OptimizerState();
    for (const parameter of parameters.filter(isTrained)) {
      const zero = () => zeros([...parameter.shape]);
      scope(() => state.set(parameter, { mean: zero(), square: zero() }));
    }
    return state;
  }

  get parameters(): readonly Parameter[] {
    return [...this.#moments.keys()];
  }

  get(parameter: Parameter): Moments {
    const found = this.#moments.get(parameter);
    if (!found) throw new Error(`The optimiser has no moments of "${parameter.name}".`);
    return found;
  }

  /** Keeps the moments beyond their scope and frees those before. */
  set(parameter: Parameter, { mean, square }: Moments): void {
    const old = this.#moments.get(parameter);
    this.#moments.set(parameter, { mean: keep(mean), square: keep(square) });
    if (old) dispose([old.mean, old.square]);
  }

  [Symbol.dispose](): void {
    for (const { mean, square } of this.#moments.values()) dispose([mean, square]);
    this.#moments.clear();
  }
}

export const isTrained = ({ trained }: Parameter): boolean => trained !== false;
