import { createHash } from 'node:crypto';
import { canonicalJson, type Conversation, type Generation, type PeftMethod, type Subject } from '@weitiao/core';
import { generateTokens, scoreCompletions, type SamplingInput } from '@weitiao/inference';
import type { AttachedAdapter } from '@weitiao/nn';
import { encodePrompt, stopIds, type Template, type TemplateReference } from '@weitiao/tokenizer';
import type { LoadedBase } from '../base/loaded-base.js';
import { inOrder } from './in-order.js';

/** How answers are made; what is absent is greedy. */
export interface GenerateOptions extends Partial<Generation>, Omit<SamplingInput, 'temperature'> {
  /** How prompts are written; for a tuned model the template it was trained with, else none. */
  readonly template?: TemplateReference;
  /** How many prompts are answered together. */
  readonly batchSize?: number;
}

/** An adapter with its numbers and, where it is known, the method that reads them. */
export interface DescribedAdapter extends AttachedAdapter {
  readonly method?: PeftMethod | undefined;
}

export interface ModelSubjectSpec {
  readonly base: LoadedBase;
  readonly adapters: readonly DescribedAdapter[];
  /** How prompts are written. */
  readonly template: Template;
  /** Hash of the base's weights and tokenizer. */
  readonly baseIdentity: string;
  readonly signal?: AbortSignal;
}

/** A base model with what is attached to it, as one that can be asked. Owns nothing. */
export class ModelSubject implements Subject {
  constructor(private readonly spec: ModelSubjectSpec) {}

  /**
   * Of the base, how its prompts are written, and every adapter: the numbers as they are now, and the method's options, which decide what
   * is made of them (the same matrices with another alpha are another adapter).
   */
  get identity(): string {
    const { adapters, baseIdentity, template } = this.spec;
    const hash = createHash('sha256').update(`${baseIdentity}\0${template.name} ${template.version}`);
    for (const { method, values } of adapters) {
      hash.update(canonicalJson([method?.name ?? null, method?.options ?? null]));
      for (const parameter of values.parameters)
        hash.update(parameter.name).update(new Uint8Array(values.get(parameter).dataSync().buffer));
    }
    return hash.digest('hex');
  }

  async *generate(conversations: readonly Conversation[], options: GenerateOptions = {}): AsyncGenerator<string> {
    const { tokenizer } = this.spec.base;
    const { template: reference, maxNewTokens = 128, seed = 1, batchSize = 8, ...sampling } = options;
    const how = await this.written(reference);
    const answers = generateTokens({
      ...this.tuned,
      prompts: conversations.map((conversation) => encodePrompt(conversation, how, tokenizer)),
      endOfText: stopIds(how, tokenizer),
      maxNewTokens,
      seed,
      batchSize,
      sampling,
    });
    for await (const { tokens, finished } of inOrder(answers))
      yield tokenizer.decode(finished === 'end' ? tokens.slice(0, -1) : tokens, { skipSpecials: true });
  }

  async *score(
    questions: readonly { conversation: Conversation; completions: readonly string[] }[],
    { template: reference }: { readonly template?: TemplateReference } = {},
  ): AsyncGenerator<readonly number[]> {
    const { tokenizer } = this.spec.base;
    const how = await this.written(reference);
    const encoded = questions.map(({ conversation, completions }) => ({
      prompt: encodePrompt(conversation, how, tokenizer),
      completions: completions.map((completion) => tokenizer.encode(completion)),
    }));
    for await (const scores of scoreCompletions({ ...this.tuned, questions: encoded })) {
      yield scores.map((ofTokens) => ofTokens.reduce((sum, value) => sum + value, 0));
    }
  }

  private async written(reference: TemplateReference | undefined): Promise<Template> {
    return reference === undefined ? this.spec.template : this.spec.base.template(reference);
  }

  private get tuned() {
    const { base, adapters, signal } = this.spec;
    return { model: base.model, weights: base.weights, adapters, ...(signal ? { signal } : {}) };
  }
}
