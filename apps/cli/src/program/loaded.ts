import { createHash } from 'node:crypto';
import type { BaseModel, Conversation, Generation, Subject } from '@weitiao/core';
import { generateTokens, scoreCompletions, type SamplingInput } from '@weitiao/inference';
import type { AttachedAdapter } from '@weitiao/nn';
import type { LoadedBase } from '@weitiao/study';
import { encodePrompt, template, type Tokenizer } from '@weitiao/tokenizer';
import { inOrder } from './in-order.js';

/** How answers are made; what is absent is greedy. */
export interface GenerateOptions extends Partial<Generation>, Omit<SamplingInput, 'temperature'> {
  /** How prompts are written; for a tuned model the template it was trained with, else none. */
  readonly template?: string;
  /** How many prompts are answered together. */
  readonly batchSize?: number;
}

/** A model that can be asked, and trained upon. Dispose it to free its memory. */
export interface Loaded extends Subject, AsyncDisposable {
  readonly model: BaseModel;
  readonly tokenizer: Tokenizer;
  readonly base: LoadedBase;
  /** What is attached to it; nothing for a base model. */
  readonly adapters: readonly AttachedAdapter[];
  generate(conversations: readonly Conversation[], options?: GenerateOptions): AsyncIterable<string>;
  score(
    questions: readonly { conversation: Conversation; completions: readonly string[] }[],
    options?: { readonly template?: string },
  ): AsyncIterable<readonly number[]>;
}

/** A base model with what is attached to it. Owns what it is given to own. */
export class LoadedModel implements Loaded {
  constructor(
    readonly base: LoadedBase,
    readonly adapters: readonly AttachedAdapter[],
    private readonly templateName: string,
    private readonly baseIdentity: string,
    private readonly owned: Disposable,
  ) {}

  get model(): BaseModel {
    return this.base.model;
  }

  get tokenizer(): Tokenizer {
    return this.base.tokenizer;
  }

  /** Of the weights and of the numbers of every adapter as they are now. */
  get identity(): string {
    if (this.adapters.length === 0) return this.baseIdentity;
    const hash = createHash('sha256').update(this.baseIdentity);
    for (const { values } of this.adapters) {
      for (const parameter of values.parameters)
        hash.update(parameter.name).update(new Uint8Array(values.get(parameter).dataSync().buffer));
    }
    return hash.digest('hex');
  }

  async *generate(conversations: readonly Conversation[], options: GenerateOptions = {}): AsyncGenerator<string> {
    const { template: name = this.templateName, maxNewTokens = 128, seed = 1, batchSize = 8, ...sampling } = options;
    const { tokenizer } = this;
    const how = template(name);
    const answers = generateTokens({
      ...this.subject,
      prompts: conversations.map((conversation) => encodePrompt(conversation, how, tokenizer)),
      endOfText: tokenizer.endOfText ? [tokenizer.endOfText.id] : [],
      maxNewTokens,
      seed,
      batchSize,
      sampling,
    });
    for await (const { tokens } of inOrder(answers)) yield tokenizer.decode(tokens, { skipSpecials: true });
  }

  async *score(
    questions: readonly { conversation: Conversation; completions: readonly string[] }[],
    { template: name = this.templateName }: { readonly template?: string } = {},
  ): AsyncGenerator<readonly number[]> {
    const { tokenizer } = this;
    const encoded = questions.map(({ conversation, completions }) => ({
      prompt: encodePrompt(conversation, template(name), tokenizer),
      completions: completions.map((completion) => tokenizer.encode(completion)),
    }));
    for await (const scores of scoreCompletions({ ...this.subject, questions: encoded })) {
      yield scores.map((ofTokens) => ofTokens.reduce((sum, value) => sum + value, 0));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.owned[Symbol.dispose]();
  }

  private get subject() {
    const { model, weights } = this.base;
    return { model, weights, adapters: this.adapters };
  }
}
