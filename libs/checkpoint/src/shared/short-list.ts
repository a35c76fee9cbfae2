const most = 8;

/** `missing (12): a, b, … and 4 more`, or undefined when there is nothing to list. */
export function shortList(what: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const more = names.length > most ? `, … and ${names.length - most} more` : '';
  return `${what} (${names.length}): ${names.slice(0, most).join(', ')}${more}`;
}
