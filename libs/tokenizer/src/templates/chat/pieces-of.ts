import type { Span } from '../../jinja/index.js';
import type { Piece } from '../template.js';
import type { Replies } from './reply-spans.js';

/** A rendered text cut where prompts end and where replies begin and end. */
export function piecesOf(text: string, { prompts, spans }: Replies): Piece[] {
  const cuts = [0, ...prompts, ...spans.flatMap(({ start, end }) => [start, end]), text.length];
  const places = [...new Set(cuts)].sort((one, other) => one - other);
  return places.slice(1).map((end, index) => {
    const start = places[index]!;
    return { text: text.slice(start, end), trained: spans.some((span) => isWithin(start, end, span)) };
  });
}

const isWithin = (start: number, end: number, span: Span): boolean => span.start <= start && end <= span.end;
