import type { BaseModel, GgufLayout } from '@weitiao/core';
import type { Stored } from '@weitiao/tensor';
import { basename, resolve } from 'node:path';
import { ggufTensors } from './gguf-tensors.js';
import { fileCodes, type GgufType } from './gguf-type.js';
import { float32, string, uint32, type GgufValue } from './gguf-value.js';
import { tokenizerMetadata } from './tokenizer-metadata.js';
import { writeGguf } from './write-gguf.js';

export interface SavedGguf {
  /** Model folder that the tokenizer is taken from. */
  readonly source: string;
  readonly model: BaseModel;
  /** Of the model's plugin. */
  readonly layout: GgufLayout;
  /** Every weight by its name in the checkpoint. */
  readonly weights: ReadonlyMap<string, Stored>;
  /** f16 when absent. */
  readonly type?: GgufType;
  /** Whether the tokenizer puts its first token in front of every text. */
  readonly beginsText: boolean;
  /** `general.name`; the folder's when absent. */
  readonly name?: string;
}

/**
 * Writes a model with its tokenizer as one GGUF file, which llama.cpp and what is built on it load.
 * @throws CannotWriteError · DataFormatError when the tokenizer cannot be written into such a file
 */
export async function saveGguf(file: string, saved: SavedGguf): Promise<void> {
  const { source, model, layout, weights, type = 'f16', beginsText } = saved;
  const name = saved.name ?? basename(resolve(source));
  const metadata = new Map<string, GgufValue>([
    ['general.architecture', string(layout.architecture)],
    ['general.type', string('model')],
    ['general.name', string(name)],
    ['general.file_type', uint32(fileCodes[type])],
    ['general.quantization_version', uint32(2)],
    ...architecture(model, layout),
    ...(await tokenizerMetadata(source, layout, { vocabulary: model.vocabulary, beginsText })),
  ]);
  await writeGguf(file, metadata, ggufTensors(model, layout, weights, type));
}

function architecture({ width, cache, sites }: BaseModel, layout: GgufLayout): Map<string, GgufValue> {
  const known = {
    embedding_length: width,
    feed_forward_length: sites.find(({ role }) => role === 'mlp.output')?.inputWidth ?? 4 * width,
    block_count: cache.layers,
    'attention.head_count_kv': cache.keyValueHeads,
  };
  return new Map(
    [
      ...Object.entries({ ...known, ...layout.uint32 }).map(([key, value]) => [key, uint32(value)] as const),
      ...Object.entries(layout.float32).map(([key, value]) => [key, float32(value)] as const),
    ].map(([key, value]) => [`${layout.architecture}.${key}`, value]),
  );
}
