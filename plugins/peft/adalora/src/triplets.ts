import { checkRank } from '@weitiao/adapters';
import { normal, ones, parameter, zeros, type LinearSite, type Parameter } from '@weitiao/core';

/** The factors of an update P Λ Q, as peft names them: B `[output, rank]`, E `[rank, 1]`, A `[rank, input]`. A row of E with its vectors is a triplet. */
export interface Triplets {
  readonly down: Parameter;
  readonly up: Parameter;
  readonly strengths: Parameter;
}

/** What the allocator remembers of one factor: moving averages of its importance, of the same shape. */
interface Averages {
  readonly importance: Parameter;
  readonly uncertainty: Parameter;
}

/** What the allocator remembers of a layer. Not trained, saved in checkpoints and not in the adapter. */
export interface Memory {
  readonly down: Averages;
  readonly up: Averages;
  readonly strengths: Averages;
  /** `[rank]`: 1 for a triplet that is left, 0 for one that was pruned when it was last decided. */
  readonly kept: Parameter;
}

/** Names of what is remembered, behind those of the factors. */
export const memoryNames = { importance: 'importance', uncertainty: 'uncertainty', kept: 'kept' } as const;

/** A, B from N(0, 0.02²), E from zero, so that nothing changes at the start (AdaLoRA, section 3.1). */
export function tripletsOf({ path, inputWidth, outputWidth }: LinearSite, rank: number): Triplets {
  checkRank(path, rank, [inputWidth, outputWidth]);
  return {
    down: parameter(`${path}.lora_A`, [rank, inputWidth], normal(0.02)),
    up: parameter(`${path}.lora_B`, [outputWidth, rank], normal(0.02)),
    strengths: parameter(`${path}.lora_E`, [rank, 1], zeros),
  };
}

export function memoryOf({ down, up, strengths }: Triplets): Memory {
  const averages = ({ name, shape }: Parameter): Averages => ({
    importance: remembered(`${name}.${memoryNames.importance}`, shape, zeros),
    uncertainty: remembered(`${name}.${memoryNames.uncertainty}`, shape, zeros),
  });
  return {
    down: averages(down),
    up: averages(up),
    strengths: averages(strengths),
    kept: remembered(`${strengths.name}.${memoryNames.kept}`, strengths.shape.slice(0, 1), ones),
  };
}

const remembered = (...given: Parameters<typeof parameter>): Parameter => ({ ...parameter(...given), trained: false });

/** All that is remembered of a layer, to be listed among a tap's parameters. */
export const parametersOfMemory = (memory: Memory): Record<string, Parameter> => ({
  downImportance: memory.down.importance,
  downUncertainty: memory.down.uncertainty,
  upImportance: memory.up.importance,
  upUncertainty: memory.up.uncertainty,
  strengthsImportance: memory.strengths.importance,
  strengthsUncertainty: memory.strengths.uncertainty,
  kept: memory.kept,
});
