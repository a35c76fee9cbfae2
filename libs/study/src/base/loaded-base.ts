import { checkVocabulary, loadWeights } from '@weitiao/checkpoint';
import type { BaseModel, ModelSource } from '@weitiao/core';
import { Weights } from '@weitiao/nn';
import { loadTokenizer, type Tokenizer } from '@weitiao/tokenizer';
import { buildModel } from '../plan/build-model.js';

/** A base model with its weights and its tokenizer; owns the weights. */
export class LoadedBase implements Disposable {
  private constructor(
    readonly folder: string,
    readonly model: BaseModel,
    readonly weights: Weights,
    readonly tokenizer: Tokenizer,
  ) {}

  /**
   * Reads a model folder. The engine must have been started.
   * @param folder absolute; a relative `source.from` is the caller's to resolve
   * @throws DataFormatError when files are missing, damaged, or do not fit each other
   */
  static async read(source: ModelSource, folder: string): Promise<LoadedBase> {
    const model = await buildModel(source, folder);
    const tokenizer = await loadTokenizer(folder);
    checkVocabulary(model, tokenizer.vocabulary, folder);
    return new LoadedBase(folder, model, new Weights(await loadWeights(folder, model)), tokenizer);
  }

  /** How many numbers the base model has. */
  get parameters(): number {
    return [...this.model.weights.values()].reduce(
      (sum, shape) => sum + shape.reduce((size, length) => size * length, 1),
      0,
    );
  }

  [Symbol.dispose](): void {
    this.weights[Symbol.dispose]();
  }
}
