import { readTensors } from '@weitiao/checkpoint';
import { dispose, type Tensor } from '@weitiao/tensor';

/** A text and what the reference implementation computes of it. */
export interface ReferenceText {
  readonly tokens: readonly number[];
  /** `[tokens × vocabulary]` */
  readonly logits: readonly number[];
}

/** The same texts as one batch that the reference padded: of each row, the tokens that its attention mask keeps. */
export interface PaddedBatch {
  readonly side: 'left' | 'right';
  readonly rows: readonly ReferenceText[];
}

export interface ReferenceLogits {
  readonly texts: readonly ReferenceText[];
  /** None where the reference has no way to pad. */
  readonly padded: readonly PaddedBatch[];
}

/**
 * What tools/fixtures/tiny_bloom.py describes: `ids.N` and `logits.N`, and where a batch was padded `left.ids`, `left.mask`, `left.logits` and the
 * same of `right`.
 */
export async function readReferenceLogits(file: string): Promise<ReferenceLogits> {
  const tensors = await readTensors(file);
  try {
    const values = (key: string) => Array.from(tensors.get(key)!.dataSync());
    const numbers = [...tensors.keys()].filter((key) => key.startsWith('ids.')).map((key) => key.slice(4));
    const sides = (['left', 'right'] as const).filter((side) => tensors.has(`${side}.ids`));
    return {
      texts: numbers.map((number) => ({ tokens: values(`ids.${number}`), logits: values(`logits.${number}`) })),
      padded: sides.map((side) => ({ side, rows: keptRows(tensors, side) })),
    };
  } finally {
    dispose([...tensors.values()]);
  }
}

function keptRows(tensors: ReadonlyMap<string, Tensor>, side: string): ReferenceText[] {
  const logits = tensors.get(`${side}.logits`)!;
  const [batch, length, vocabulary] = logits.shape as [number, number, number];
  const [ids, mask, all] = ['ids', 'mask', 'logits'].map((key) => tensors.get(`${side}.${key}`)!.dataSync());
  return Array.from({ length: batch }, (_, row) => {
    const kept = Array.from({ length }, (__, column) => row * length + column).filter((place) => mask![place] === 1);
    return {
      tokens: kept.map((place) => ids![place]!),
      logits: kept.flatMap((place) => Array.from(all!.slice(place * vocabulary, (place + 1) * vocabulary))),
    };
  });
}
