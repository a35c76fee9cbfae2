import type {
  Component,
  DataSource,
  Evaluator,
  Judge,
  Kind,
  Launcher,
  ModelSource,
  PeftMethod,
  TensorBackend,
} from '@weitiao/core';

interface Components {
  model: ModelSource;
  peft: PeftMethod;
  dataset: DataSource;
  benchmark: Evaluator;
  judge: Judge;
  backend: TensorBackend;
  launcher: Launcher;
}

/** The component that a plugin of kind `K` makes. */
export type KindOf<K extends Kind> = K extends keyof Components ? Components[K] : Component<K>;

/** What users call the kinds. */
export const kindWords: { readonly [K in Kind]: string } = {
  model: 'model',
  peft: 'method',
  dataset: 'data set',
  benchmark: 'benchmark',
  judge: 'judge',
  backend: 'engine',
  launcher: 'launcher',
};
