import { mergedLinear, type ForwardPass } from '@weitiao/nn';
import { abs, dispose, div, max, maximum, scope, type Tensor } from '@weitiao/tensor';
import { MergeError } from './merge-error.js';
import { mergedEmbedding } from './merged-embedding.js';
import type { WeightedSite } from './mergeable-sites.js';

/** Errors below it are float32's own: a merge that is refused for one asks for more digits than there are. */
const roundingError = 1e-5;

/** New values of the weights of one site, and how exact they are. */
export interface FoldedSite {
  readonly weights: readonly (readonly [name: string, value: Tensor])[];
  /** Relative to the site's largest output. */
  readonly residual: number;
}

/**
 * The weights that do alone what the site does with its taps. They belong to the scope around.
 * @param tolerance largest residual
 * @throws MergeError when no weights do; nothing is left behind
 */
export function foldSite(pass: ForwardPass, target: WeightedSite, tolerance: number): FoldedSite {
  const { site, weight: name } = target;
  if (target.kind === 'embedding') {
    const { weight, residual } = mergedEmbedding(pass, site, name);
    if (residual <= tolerance) return { weights: [[name, weight]], residual };
    weight.dispose();
    throw inexact(site.path, { residual, tolerance }, "a token's vector depends on other tokens", 'a table');
  }
  const { weight, bias, residual } = mergedLinear(pass, target.site);
  const stored = target.site.bias;
  if (residual <= tolerance && stored !== undefined) return { weights: [[name, weight], [stored, bias]], residual }; // prettier-ignore
  const share = sizeBeside(bias, weight);
  bias.dispose();
  if (residual <= tolerance && share <= tolerance) return { weights: [[name, weight]], residual };
  weight.dispose();
  if (residual > tolerance)
    throw inexact(site.path, { residual, tolerance }, 'is not linear any more', 'a linear layer');
  throw new MergeError(
    `${site.path} would need a bias, and this model's layer has none to store it in\n` +
      `(its largest number is ${share.toExponential(1)} of the weight's).`,
    { place: site.path, difference: share },
  );
}

function inexact(
  place: string,
  { residual, tolerance }: { readonly residual: number; readonly tolerance: number },
  what: string,
  by: string,
): MergeError {
  const error = `relative error ${residual.toExponential(1)}`;
  const reason =
    residual < roundingError
      ? `${place} cannot be as exact as was asked\n(${error} is float32's rounding; wanted was at most ${tolerance.toExponential(0)}).`
      : `${place} ${what}\n(${by} cannot reproduce it; ${error}).`;
  return new MergeError(reason, { place, difference: residual });
}

/** The largest number of one tensor beside that of another. */
function sizeBeside(one: Tensor, other: Tensor): number {
  const share = scope(() => div(max(abs(one)), maximum(max(abs(other)), 1e-30)));
  const [value] = share.dataSync();
  dispose(share);
  return value!;
}
