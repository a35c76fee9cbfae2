import { targetKeys, lowRankFile } from '@weitiao/adapters';
import type { PeftFile } from '@weitiao/core';
import { gather, tensor1d, type Tensor } from '@weitiao/tensor';
import { memoryNames } from './triplets.js';

const countOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** AdaLoRA as peft writes it down (AdaLoraConfig). A file is of a finished adapter: it is read as one that prunes no more. */
export const adaloraFile: PeftFile = {
  type: 'ADALORA',
  keys: {
    initialRank: 'init_r',
    targetRank: 'target_r',
    alpha: 'lora_alpha',
    dropout: 'lora_dropout',
    ...targetKeys,
    bias: 'bias',
    initialSteps: 'tinit',
    finalSteps: 'tfinal',
    interval: 'deltaT',
    importanceSmoothing: 'beta1',
    uncertaintySmoothing: 'beta2',
    orthogonality: 'orth_reg_weight',
    rankPattern: 'rank_pattern',
  },
  defaults: { lora_alpha: 8 },
  // peft asks for the number of steps even to read an adapter; nothing depends on it then.
  facts: (model, { totalSteps, initialSteps, finalSteps }) => ({
    ...lowRankFile.facts(model),
    total_step: totalSteps ?? countOf(initialSteps) + countOf(finalSteps) + 1,
  }),
  reads: { total_step: () => ({ variant: 'as-published' }) },
  ignores: [...lowRankFile.ignores, 'init_lora_weights', 'r'],
};

/** Which triplets of each module are left: `<path>.lora_E` → one value a triplet. */
export type RankPattern = Record<string, boolean[]>;

const factorName = /\.lora_[ABE]$/;
const keptName = `.lora_E.${memoryNames.kept}`;

/**
 * The tensors of a finished adapter without pruned triplets, and the pattern that says which those were; undefined where nothing was pruned. A triplet that
 * was pruned and has grown again since is left.
 * @param tensors by the names of their parameters
 */
export function withoutPruned(tensors: ReadonlyMap<string, Tensor>): {
  pattern: RankPattern | undefined;
  tensors: ReadonlyMap<string, Tensor>;
} {
  const paths = [...tensors.keys()]
    .filter((name) => name.endsWith(keptName))
    .map((name) => name.slice(0, -keptName.length));
  const left = new Map(paths.map((path) => [path, leftAt(path, tensors)]));
  const own = [...tensors].filter(
    ([name]) => !Object.values(memoryNames).some((memory) => name.endsWith(`.${memory}`)),
  );
  if ([...left.values()].every((flags) => !flags.includes(false))) return { pattern: undefined, tensors: new Map(own) };
  const cut = own.map(([name, value]) => {
    const flags = factorName.test(name) ? left.get(name.replace(factorName, '')) : undefined;
    return [name, flags?.includes(false) ? only(value, flags, name.endsWith('B') ? 1 : 0) : value] as const;
  });
  const pattern = Object.fromEntries([...left].map(([path, flags]) => [`${path}.lora_E`, flags]));
  return { pattern, tensors: new Map(cut) };
}

function leftAt(path: string, tensors: ReadonlyMap<string, Tensor>): boolean[] {
  const strengths = tensors.get(`${path}.lora_E`)!.dataSync();
  return Array.from(tensors.get(path + keptName)!.dataSync(), (kept, index) => kept !== 0 || strengths[index] !== 0);
}

const only = (value: Tensor, flags: readonly boolean[], axis: number): Tensor =>
  gather(
    value,
    tensor1d(
      flags.flatMap((flag, index) => (flag ? index : [])),
      'int32',
    ),
    axis,
  );
