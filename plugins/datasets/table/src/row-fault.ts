import { fieldFault, isRecord, shown, type RowFault } from '@weitiao/data';
import type { TableOptions } from './table-options.js';

/** The fault of a row, or undefined when there is none. */
export function rowFault(row: unknown, columns: TableOptions['columns']): RowFault | undefined {
  if (Array.isArray(row)) {
    const advice = 'A field that holds the separator or a line break must stand in quotes. Correct it,';
    return {
      column: undefined,
      reason: `${row.length} field${row.length === 1 ? '' : 's'}, which is not what the header has.`,
      advice,
    };
  }
  if (!isRecord(row))
    return { column: undefined, reason: `This row is ${shown(row)}; an object was wanted.`, advice: 'Correct it,' };
  for (const column of Object.values(columns)) {
    const fault = column === undefined ? undefined : fieldFault(row, column);
    if (fault) return { column, reason: fault, advice: 'Correct it,' };
  }
  const isBlank = (column: string | undefined) => column === undefined || String(row[column]).trim() === '';
  if (isBlank(columns.user) && isBlank(columns.input)) {
    return { column: columns.user, reason: 'Empty instruction: this row asks nothing.', advice: 'Fill it,' };
  }
  if (isBlank(columns.assistant)) {
    return { column: columns.assistant, reason: 'Empty reply: this row would train on nothing.', advice: 'Fill it,' };
  }
  return undefined;
}
