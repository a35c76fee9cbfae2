import type { BaseModel, Conversation, Subject } from '@weitiao/core';
import { ModelSubject, type DescribedAdapter, type GenerateOptions, type LoadedBase } from '@weitiao/study';
import type { Template, TemplateReference, Tokenizer } from '@weitiao/tokenizer';

export type { GenerateOptions };

/** A model that can be asked, and trained upon. Dispose it to free its memory. */
export interface Loaded extends Subject, AsyncDisposable {
  readonly model: BaseModel;
  readonly tokenizer: Tokenizer;
  readonly base: LoadedBase;
  /** What is attached to it; nothing for a base model. */
  readonly adapters: readonly DescribedAdapter[];
  generate(conversations: readonly Conversation[], options?: GenerateOptions): AsyncIterable<string>;
  score(
    questions: readonly { conversation: Conversation; completions: readonly string[] }[],
    options?: { readonly template?: TemplateReference },
  ): AsyncIterable<readonly number[]>;
}

/** A base model with what is attached to it. Owns what it is given to own. */
export class LoadedModel implements Loaded {
  private readonly subject: ModelSubject;

  constructor(
    readonly base: LoadedBase,
    readonly adapters: readonly DescribedAdapter[],
    template: Template,
    baseIdentity: string,
    private readonly owned: Disposable,
  ) {
    this.subject = new ModelSubject({ base, adapters, template, baseIdentity });
  }

  get model(): BaseModel {
    return this.base.model;
  }

  get tokenizer(): Tokenizer {
    return this.base.tokenizer;
  }

  get identity(): string {
    return this.subject.identity;
  }

  generate(conversations: readonly Conversation[], options: GenerateOptions = {}): AsyncIterable<string> {
    return this.subject.generate(conversations, options);
  }

  score(
    questions: readonly { conversation: Conversation; completions: readonly string[] }[],
    options: { readonly template?: TemplateReference } = {},
  ): AsyncIterable<readonly number[]> {
    return this.subject.score(questions, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.owned[Symbol.dispose]();
  }
}
