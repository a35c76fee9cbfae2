import type { JinjaTemplate, Rendered } from '../../jinja/index.js';
import type { ChatOptions } from './chat-options.js';
import type { Message } from './messages-of.js';

/** Renders messages with a model folder's own template. */
export class ChatWriter {
  /** @param specials the texts of the tokenizer's special tokens: `bos_token` … */
  constructor(
    private readonly template: JinjaTemplate,
    private readonly specials: Readonly<Record<string, string>>,
    private readonly options: ChatOptions,
  ) {}

  get file(): string {
    return this.template.file;
  }

  get marksReplies(): boolean {
    return this.template.marksReplies;
  }

  /** @param asks ends with what makes the model answer */
  render(messages: readonly Message[], asks: boolean): Rendered {
    const { variables, date } = this.options;
    const given = { tools: null, documents: null, ...variables, messages, add_generation_prompt: asks };
    return this.template.render({ variables: { ...this.specials, ...given }, date });
  }
}
