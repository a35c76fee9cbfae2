import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';
import bloom from '@weitiao/model-bloom';
import { Weights } from '@weitiao/nn';
import { tensor, type Tensor } from '@weitiao/tensor';
import type { TunedModel } from '../reading/tuned-model.js';

/** The folder beside the checkout that holds the real checkpoint and the golden numbers. */
const folder = fileURLToPath(new URL('../../../../../shared', import.meta.url));

/** A suite that is skipped, and says so, where the folder is absent. */
export const describeShared = (title: string, suite: () => void): void =>
  (existsSync(folder) ? describe : describe.skip)(`${title} (needs ../shared)`, suite);

export const checkpointFolder = `${folder}/models/bloom-zh-7m`;

export const golden = <T>(file: string): T => JSON.parse(readFileSync(`${folder}/golden/${file}`, 'utf8')) as T;

export function realModel(): TunedModel {
  const model = bloom({ from: checkpointFolder }).build(
    JSON.parse(readFileSync(`${checkpointFolder}/config.json`, 'utf8')),
  );
  return { model, weights: new Weights(readFloats(`${checkpointFolder}/model.safetensors`)), adapters: [] };
}

/** The logits that transformers gave for the texts of greedy.json, `[tokens, vocabulary]` each. The caller disposes them. */
export const goldenLogits = (texts: number): Tensor[] => {
  const tensors = readFloats(`${folder}/golden/logits.safetensors`);
  return Array.from({ length: texts }, (_, index) => tensors.get(`logits.${index}`)!);
};

/** The tensors of 32-bit floats in a safetensors file. */
function readFloats(path: string): Map<string, Tensor> {
  const file = readFileSync(path);
  const start = 8 + Number(file.readBigUInt64LE(0));
  const { __metadata__: _, ...entries } = JSON.parse(file.toString('utf8', 8, start)) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  const floats = Object.entries(entries).filter(([, { dtype }]) => dtype === 'F32');
  return new Map(
    floats.map(
      ([
        name,
        {
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        const bytes = Uint8Array.from(file.subarray(start + from, start + to));
        return [name, tensor(new Float32Array(bytes.buffer), shape, 'float32')];
      },
    ),
  );
}
