import {
  isTextSource,
  rowsOf,
  StudyError,
  type Conversation,
  type DataSource,
  type Document,
  type Services,
} from '@weitiao/core';

/** A source, and how much of a mixture comes from it. */
export interface Part {
  readonly source: DataSource;
  /** Relative to the other shares; above 0. */
  readonly share: number;
}

/**
 * Rows of several sources, taken in turn so that at no row a source is a whole row behind its share (D'Hondt's rule). Ends when the source whose
 * turn it is has no more rows: none is repeated, and the shares hold for the whole. No chance is in it, so the same parts give the same rows.
 * @throws StudyError when conversations are to be mixed with plain text
 */
export function mixSources(parts: readonly Part[]): DataSource {
  const all = {
    specVersion: 1,
    kind: 'dataset',
    name: 'mix',
    options: parts.map(({ source, share }) => ({ share, name: source.name, options: source.options })),
    licence: [...new Set(parts.map(({ source }) => source.licence))].join('; '),
  } as const;
  const texts = parts.filter(({ source }) => isTextSource(source));
  if (texts.length === 0)
    return { ...all, conversations: (services) => mixed(parts, services) as AsyncIterable<Conversation> };
  const other = parts.find(({ source }) => !isTextSource(source));
  if (!other) return { ...all, documents: (services) => mixed(parts, services) as AsyncIterable<Document> };
  throw new StudyError(
    `Plain text (${texts[0]!.source.name}) and conversations (${other.source.name}) cannot be mixed: text is trained in blocks, a conversation by its replies. Train on one after the other.`,
  );
}

async function* mixed(
  parts: readonly Part[],
  services: Services,
): AsyncGenerator<Conversation | Document, void, undefined> {
  const open = parts.map(({ source, share }) => ({
    share,
    taken: 0,
    rows: rowsOf(source, services)[Symbol.asyncIterator](),
  }));
  try {
    for (;;) {
      // The part that would be least ahead of its share with one row more; the first of equals.
      const next = open.reduce((best, part) =>
        (part.taken + 1) / part.share < (best.taken + 1) / best.share ? part : best,
      );
      const row = await next.rows.next();
      if (row.done) return;
      next.taken += 1;
      yield row.value;
    }
  } finally {
    for (const { rows } of open) await rows.return?.();
  }
}
