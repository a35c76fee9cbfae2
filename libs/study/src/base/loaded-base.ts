import { checkVocabulary, loadFrozenWeights } from '@weitiao/checkpoint';
import type { BaseModel, ModelSource } from '@weitiao/core';
import { parseReference } from '@weitiao/hub';
import { Weights } from '@weitiao/nn';
import { loadTokenizer, openTemplate, type Template, type TemplateReference, type Tokenizer } from '@weitiao/tokenizer';
import { buildModel } from '../plan/build-model.js';
import { toldStorage } from './told-storage.js';

/** A base model with its weights and its tokenizer; owns the weights. */
export class LoadedBase implements Disposable {
  private constructor(
    readonly folder: string,
    readonly model: BaseModel,
    readonly weights: Weights,
    readonly tokenizer: Tokenizer,
    /** Whether its numbers are others than the checkpoint's. */
    readonly isRounded: boolean,
    /** Its id at a hub, where it comes from one. */
    readonly id?: string,
  ) {}

  /**
   * Reads a model folder. The engine must have been started.
   * @param folder absolute; a relative `source.from` is the caller's to resolve
   * @param warn hears what the way in which weights are held does to them; Node's warnings when absent
   * @throws DataFormatError when files are missing, damaged, or do not fit each other
   */
  static async read(source: ModelSource, folder: string, warn = warnings): Promise<LoadedBase> {
    const model = await buildModel(source, folder);
    const tokenizer = await loadTokenizer(folder);
    checkVocabulary(model, tokenizer.vocabulary, folder);
    const frozen = await loadFrozenWeights(folder, model, source.weights);
    const told = toldStorage(frozen);
    if (told !== undefined) warn(told);
    const id = parseReference(source.from)?.id;
    return new LoadedBase(folder, model, new Weights(frozen.weights), tokenizer, frozen.rounded.size > 0, id);
  }

  /** How prompts are written for this model. @throws StudyError, DataFormatError */
  template(reference: TemplateReference): Promise<Template> {
    return openTemplate(reference, this.folder, this.tokenizer);
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

const warnings = (message: string): void => process.emitWarning(message);
