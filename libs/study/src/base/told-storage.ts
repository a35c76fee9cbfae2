import type { FrozenWeights } from '@weitiao/checkpoint';

/** What became of a model's numbers when its weights were read, where that is not what one would think; undefined where it is. */
export function toldStorage({ weights, packed, wide, rounded }: FrozenWeights): string | undefined {
  if (rounded.size > 0) {
    const all = [...rounded.values()];
    const count = all.reduce((sum, each) => sum + each.count, 0);
    const of = [...rounded.keys()].reduce((sum, name) => sum + weights.get(name)!.size, 0);
    const share = Math.max(...all.map(({ largest }) => largest));
    const numbers = `${number(count)} of ${number(of)} numbers in ${all.length} matrices`;
    return `weights: ${numbers} were rounded to bfloat16, each by at most ${(100 * share).toPrecision(2)} % of itself`;
  }
  if (wide.length === 0) return undefined;
  const matrices = `${wide.length} of ${wide.length + packed.length} matrices stay float32`;
  return `weights: ${matrices}: bfloat16 lacks some of their numbers. bfloat16-rounded would round them to the nearest`;
}

const number = (value: number): string => value.toLocaleString('en');
