import { fieldFault, isRecord, shown, type Row, type RowFault } from '@weitiao/data';

/** The text of a row, or why there is none. */
export function textOf({ value }: Row, column: string): string | RowFault {
  const text = typeof value === 'string' ? value : undefined;
  if (text === undefined && Array.isArray(value)) {
    const reason = `${value.length} field${value.length === 1 ? '' : 's'}, which is not what the header has.`;
    const advice = 'A field that holds the separator or a line break must stand in quotes. Correct it,';
    return { column: undefined, reason, advice };
  }
  if (text === undefined && !isRecord(value))
    return {
      column: undefined,
      reason: `This row is ${shown(value)}; an object with "${column}" was wanted.`,
      advice: 'Correct it,',
    };
  const fault = text === undefined && isRecord(value) ? fieldFault(value, column) : undefined;
  if (fault) return { column, reason: fault, advice: 'Correct it, name another column,' };
  const found = text ?? ((value as Record<string, unknown>)[column] as string);
  if (found.trim() !== '') return found;
  return {
    column: text === undefined ? column : undefined,
    reason: 'Empty: there is no text to train on.',
    advice: 'Fill it,',
  };
}
