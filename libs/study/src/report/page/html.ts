const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** HTML that was written here or escaped; all else is text. */
export class Html {
  constructor(readonly source: string) {}
  toString(): string {
    return this.source;
  }
}

type Part = Html | string | number | undefined | readonly Part[];

/** Markup with values in it. Values are text and are escaped, also inside attributes in quotes; only `Html` stands as it is. */
export const html = (strings: TemplateStringsArray, ...values: readonly Part[]): Html =>
  new Html(strings.reduce((all, text, index) => all + source(values[index - 1]) + text));

function source(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.source;
  if (Array.isArray(part)) return part.map(source).join('');
  return String(part).replace(/[&<>"']/g, (character) => entities[character]!);
}

/** JSON inside a script element: no text in it can end the element. */
export const embeddedJson = (value: unknown): Html =>
  new Html(
    JSON.stringify(value)
      .replace(/</g, '\\u003c')
      .replace(/\u2028/g, '\\u2028')
      .replace(/\u2029/g, '\\u2029'),
  );
