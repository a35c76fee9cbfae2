import type { z } from 'zod';
import type { Services } from './services.js';
import { definePlugin, type Component } from './component.js';

export interface Turn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
  /** What an instruction is applied to, where the data has it in a field of its own (Alpaca's `input`). */
  readonly input?: string;
}

export interface Conversation {
  readonly turns: readonly Turn[];
  readonly category?: string;
}

export interface InstructionSource extends Component<'dataset'> {
  /** Of the data, as its publisher states it. */
  readonly licence: string;
  conversations(services: Services): AsyncIterable<Conversation>;
}

export const defineSource = <Schema extends z.ZodType>(definition: {
  name: string;
  licence: string;
  options: Schema;
  conversations(options: z.output<Schema>, services: Services): AsyncIterable<Conversation>;
}) => {
  const { name, licence, options: schema, conversations } = definition;
  return definePlugin<'dataset', Schema, InstructionSource>('dataset', name, schema, (options) => ({
    licence,
    conversations: (services: Services) => conversations(options, services),
  }));
};
