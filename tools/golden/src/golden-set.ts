import type { PeftMethod } from '@weitiao/core';
import full from '@weitiao/peft-full';
import ia3 from '@weitiao/peft-ia3';
import lora from '@weitiao/peft-lora';
import pTuning from '@weitiao/peft-p-tuning';
import prefixTuning from '@weitiao/peft-prefix-tuning';
import promptTuning from '@weitiao/peft-prompt-tuning';
import sadapterH from '@weitiao/peft-sadapter-h';
import { repository } from '@weitiao/python-reference';
import { join } from 'node:path';

/** A method that was trained in Python: how it was set, and its numbers before and after, where they were kept. */
export interface GoldenCase {
  /** Key in training.json. */
  readonly name: string;
  readonly method: PeftMethod;
  /** Safetensors file relative to the set's folder; without one it starts from the model itself. */
  readonly start?: string;
  readonly end?: string;
}

/** Trainings of one model, with the numbers of every step in training.json. */
export interface GoldenSet {
  readonly title: string;
  readonly folder: string;
  /** Folder of the model. */
  readonly model: string;
  readonly cases: readonly GoldenCase[];
}

const inFolders = (name: string) => ({
  start: `${name}/start/adapter_model.safetensors`,
  end: `${name}/end/adapter_model.safetensors`,
});
const inFiles = (name: string) => ({ start: `${name}/start.safetensors`, end: `${name}/end.safetensors` });

/** 50 steps on real rows; Python did not keep what full fine-tuning ended with. */
export const realSet = (shared: string): GoldenSet => ({
  title: 'bloom-zh-7m on real rows',
  folder: join(shared, 'golden'),
  model: join(shared, 'models/bloom-zh-7m'),
  cases: [
    { name: 'lora', method: lora({ rank: 8, alpha: 16, targetModules: ['query_key_value'] }), ...inFolders('lora') },
    { name: 'lora-all-rslora', method: everywhere(4, 8), ...inFolders('lora-all-rslora') },
    { name: 'prefix-tuning', method: prefixTuning({ virtualTokens: 8 }), ...inFolders('prefix-tuning') },
    { name: 'prompt-tuning', method: promptTuning({ virtualTokens: 8 }), ...inFolders('prompt-tuning') },
    // Of the network behind the prompt Python kept only the start.
    {
      name: 'p-tuning',
      method: pTuning({ virtualTokens: 8, encoderWidth: 64 }),
      start: 'p-tuning/start/prompt_encoder.safetensors',
    },
    { name: 'ia3', method: scaling(), ...inFolders('ia3') },
    { name: 'sadapter-h', method: sadapterH({ bottleneck: 16 }), ...inFiles('sadapter-h') },
    { name: 'full', method: full({}) },
  ],
});

const scaling = () =>
  ia3({
    targetModules: ['query_key_value', 'mlp.dense_4h_to_h'],
    feedforwardModules: ['mlp.dense_4h_to_h'],
  });

const tinyFolder = join(repository, 'libs/training/src/__fixtures__/golden');
const attention = () => lora({ rank: 4, alpha: 8, targetModules: ['query_key_value'] });
const everywhere = (rank: number, alpha: number) =>
  lora({ rank, alpha, targetModules: 'all-linear', rankStabilised: true });

/** 30 steps on rows made by tools/fixtures/golden_extra.py; two cases for what the real set has not: clipping, unequal micro-batches. */
export const tinySet: GoldenSet = {
  title: 'a tiny random BLOOM on made-up rows',
  folder: tinyFolder,
  model: join(tinyFolder, 'model'),
  cases: [
    { name: 'lora', method: attention(), ...inFolders('lora') },
    { name: 'lora-clipped', method: attention(), ...inFolders('lora-clipped') },
    { name: 'lora-accumulated', method: attention(), ...inFolders('lora-accumulated') },
    { name: 'lora-all-rslora', method: everywhere(2, 4), ...inFolders('lora-all-rslora') },
    { name: 'prefix-tuning', method: prefixTuning({ virtualTokens: 4 }), ...inFolders('prefix-tuning') },
    { name: 'sadapter-h', method: sadapterH({ bottleneck: 4 }), ...inFiles('sadapter-h') },
    { name: 'full', method: full({}), end: 'full/end/model.safetensors' },
  ],
};
