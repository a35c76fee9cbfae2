import { abs, max, scope, sub, type Tensor } from '@weitiao/tensor';

/**
 * The largest difference of two logits of one prompt, in units of its largest wanted one. Infinite where shapes or numbers of prompts differ,
 * or a logit is no number.
 */
export function logitDifference(found: readonly Tensor[], wanted: readonly Tensor[]): number {
  if (String(found.map(({ shape }) => shape)) !== String(wanted.map(({ shape }) => shape))) return Infinity;
  const largest = (tensor: () => Tensor): number => scope(() => max(abs(tensor())).dataSync()[0]!);
  const differences = found.map(
    (logits, prompt) => largest(() => sub(logits, wanted[prompt]!)) / largest(() => wanted[prompt]!),
  );
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}
