import type { z } from 'zod';
import { definePlugin, type Component } from './component.js';
import type { Conversation, InstructionSource } from './instruction-source.js';
import type { Services } from './services.js';

/** A text that is trained on from its beginning to its end: nobody asks, nobody answers. */
export interface Document {
  readonly text: string;
}

/** Plain text: what a language model is pre-trained on. */
export interface TextSource extends Component<'dataset'> {
  /** Of the data, as whoever uses it states it. */
  readonly licence: string;
  documents(services: Services): AsyncIterable<Document>;
}

/** What a model can be trained on. */
export type DataSource = InstructionSource | TextSource;

export const isTextSource = (source: DataSource): source is TextSource => 'documents' in source;

/** What a source holds, be it conversations or documents. */
export const rowsOf = (source: DataSource, services: Services): AsyncIterable<Conversation | Document> =>
  isTextSource(source) ? source.documents(services) : source.conversations(services);

export const defineTextSource = <Schema extends z.ZodType>(definition: {
  name: string;
  licence(options: z.output<Schema>): string;
  options: Schema;
  documents(options: z.output<Schema>, services: Services): AsyncIterable<Document>;
}) => {
  const { name, licence, options: schema, documents } = definition;
  return definePlugin<'dataset', Schema, TextSource>('dataset', name, schema, (options) => ({
    licence: licence(options),
    documents: (services: Services) => documents(options, services),
  }));
};
