import type { Stored, Tensor } from '@weitiao/tensor';
import type { Divided, KeyValue, Layout } from './layout.js';
import type { Parameter } from './parameter.js';
import type { Site } from './site.js';

/** One forward pass: synchronous, pure, no reads to the host, no chance but `dropout`. Its tensors belong to the scope around it. */
export interface Pass {
  readonly layout: Layout;
  /** A base weight by its name in the checkpoint, or what an adapter trains in its place. */
  weight(name: string): Tensor;
  /** The same as it is held, which may be half as large: for `affine` and `gatherRows`, which widen no more than they read. */
  stored(name: string): Stored;
  /** The value of a parameter. */
  value(parameter: Parameter): Tensor;
  /** Runs `compute` with the taps of the site around it, the last attached outermost. */
  through(site: Site, input: Tensor, compute: (input: Tensor) => Tensor): Tensor;
  /** Puts the prompts' rows where `layout.prompts` says. `[batch × sequence, width]` → same. */
  withPrompts(rows: Tensor): Tensor;
  /** The keys and values that this layer's queries may see: prefix, past, these. */
  remember(layer: number, fresh: KeyValue): KeyValue;
  /** Additive, `[batch, 1, queries, keys]`: 0 where visible, −1e9 elsewhere. */
  readonly mask: Tensor;
  /** Key position − query position, `[batch, 1, queries, keys]`, float. */
  readonly distance: Tensor;
  /** Where the segments of this pass divide. Of a model that has `divide`. */
  division(): Divided;
  /** A tensor without gradient, made once a pass and held until its backward is done. */
  constant(key: string, make: () => Tensor): Tensor;
  /** Runs `compute` now and, if the run asks for it, again in the backward pass instead of keeping what it made. */
  recompute(place: string, input: Tensor, compute: (input: Tensor) => Tensor): Tensor;
  /**
   * Identity outside training. `[batch × sequence, width]`; the mask depends on (seed, step, segment, place) only. With `shared` the rows are
   * those of all segments, as an encoder of virtual tokens has them: `[any, width]`; the mask then depends on (seed, step, place).
   */
  dropout(input: Tensor, rate: number, place: string, rows?: 'shared'): Tensor;
}
