import { DataFormatError, type BaseModel, type LinearSite } from '@weitiao/core';
import type { Wanted } from '../safetensors/read-tensors.js';
import type { Stored } from './stored-tensors.js';
import { shortList } from '../shared/short-list.js';
import { quantisation } from './quantised.js';

/** Buffers that older checkpoints store and that follow from the configuration, and the head where it is the embedding. */
const derived = [
  /(^|\.)rotary(_pos)?_emb\.inv_freq$/,
  /\.attn\.(bias|masked_bias|causal_mask)$/,
  /^(lm_head|output)\.weight$/,
];

const floats = ['F32', 'F16', 'BF16', 'F64'];

/**
 * Finds each of the model's weights among the stored tensors. A checkpoint that was saved from the bare model lacks the first
 * component of every name (`transformer.`): both forms are accepted.
 * @throws DataFormatError that lists every missing, unexpected and misshapen one
 */
export function matchWeights(folder: string, model: BaseModel, stored: ReadonlyMap<string, Stored>): Wanted[] {
  const missing: string[] = [];
  const misshapen: string[] = [];
  const wanted: Wanted[] = [];
  const used = new Set<string>();
  for (const [name, shape] of model.weights) {
    const found = [name, withoutFirst(name)].find((key) => stored.has(key));
    if (found === undefined) {
      missing.push(name);
      continue;
    }
    used.add(found);
    const { file, entry } = stored.get(found)!;
    if (String(entry.shape) !== String(shape))
      misshapen.push(`${name} [${entry.shape.join(', ')}], wanted [${shape.join(', ')}]`);
    else if (!floats.includes(entry.type))
      misshapen.push(`${name} is ${entry.type}, wanted ${floats.slice(0, 3).join(', ')}`);
    wanted.push({ name, file, entry });
  }
  const unexpected = [...stored.keys()].filter(
    (name) => !used.has(name) && !derived.some((pattern) => pattern.test(name)),
  );

  const faults = [
    shortList('missing', missing),
    shortList('unexpected', unexpected),
    shortList('of another shape or type', misshapen),
  ];
  const lines = faults.filter((line) => line !== undefined);
  if (lines.length === 0) return wanted;
  const kind = quantisation(unexpected);
  if (kind !== undefined)
    throw new DataFormatError(
      folder,
      `the checkpoint is quantised (${kind}: ${unexpected.slice(0, 3).join(', ')}). Read are weights in 32 or 16 bit: take the checkpoint that it was made from, whose name has no Int4, Int8, GPTQ, AWQ, FP8 or bnb in it.`,
    );
  if (lines.length === 1 && isHead(model, missing))
    throw new DataFormatError(
      folder,
      `the output head is missing (${missing.join(', ')}): the weights were saved from the inner model alone. Save the whole model, as AutoModelForCausalLM loads it, or set "tie_word_embeddings": true in config.json where the embedding is its head.`,
    );
  throw new DataFormatError(
    folder,
    [
      'the weights are not those of the model that config.json describes.',
      ...lines,
      'Take config.json and weights from the same checkpoint.',
    ].join('\n  '),
  );
}

/** Whether some weights are all that a head of its own has. */
function isHead({ sites }: BaseModel, names: readonly string[]): boolean {
  const head = sites.find((site): site is LinearSite => site.kind === 'linear' && site.role === 'head');
  return names.length > 0 && names.every((name) => name === head?.weight || name === head?.bias);
}

const withoutFirst = (name: string): string => name.slice(name.indexOf('.') + 1);
