import { concat, neg, type Tensor } from '@weitiao/tensor';
import type { LowRankOptions } from './low-rank-options.js';
import { startNames, type LowRankStart } from './low-rank-starts.js';

/** What an adapter's folder holds. */
interface Content<Options> {
  readonly options: Options;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/**
 * An adapter that began from the weights, as ordinary LoRA on the unchanged base: B A − B₀ A₀ = [B, −B₀] [A; A₀], of twice the rank. So peft
 * converts it too (`path_initial_model_for_weight_conversion`).
 * @param tensors by the names of their parameters
 */
export function withStart<Options extends LowRankOptions & { readonly start: LowRankStart }>(
  options: Options,
  tensors: ReadonlyMap<string, Tensor>,
): Content<Options> {
  if (options.start !== 'pissa' && options.start !== 'olora') return { options, tensors };
  const whole = new Map<string, Tensor>();
  for (const [name, value] of tensors) {
    const [path, half] = [name.replace(/\.lora_[AB]\.\w+$/, ''), name.slice(-'lora_A.weight'.length)];
    if (half === 'lora_A.weight') whole.set(name, concat([value, tensors.get(`${path}.${startNames.down}`)!], 0));
    else if (half === 'lora_B.weight')
      whole.set(name, concat([value, neg(tensors.get(`${path}.${startNames.up}`)!)], 1));
    else if (!name.endsWith(startNames.down) && !name.endsWith(startNames.up)) whole.set(name, value);
  }
  const alphaFactor = options.rankStabilised ? Math.SQRT2 : 2;
  return {
    options: {
      ...options,
      start: 'kaiming',
      rank: 2 * options.rank,
      alpha: alphaFactor * options.alpha,
      rankPattern: scaled(options.rankPattern, 2),
      alphaPattern: scaled(options.alphaPattern, alphaFactor),
    },
    tensors: whole,
  };
}

const scaled = (table: Readonly<Record<string, number>>, factor: number): Record<string, number> =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [key, factor * value]));
