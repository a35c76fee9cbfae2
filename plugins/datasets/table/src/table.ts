import { defineSource, type Conversation, type Turn } from '@weitiao/core';
import { sourceFile } from '@weitiao/data';
import { BadRows } from './bad-rows.js';
import { readTable } from './read-table.js';
import { rowFault } from './row-fault.js';
import { tableFormat } from './table-format.js';
import { tableOptions, type TableOptions } from './table-options.js';

/** A table of the user's own, a row an example. */
export const table = defineSource({
  name: 'table',
  licence: "the user's own file",
  options: tableOptions,
  async *conversations(options, services) {
    const { from, columns, onBadRow, rows: limit = Infinity } = options;
    const wanted = Object.values(columns).filter((column) => column !== undefined);
    const table = readTable(sourceFile(from, services), tableFormat(options), wanted, services.signal);
    const bad = new BadRows(from);
    let rows = 0;
    try {
      for await (const { value, line } of table) {
        rows++;
        const fault = rowFault(value, columns);
        if (fault) bad.add(line, fault);
        // After an error the other rows are only read to say how many are like it.
        else if (!bad.any || onBadRow === 'skip') yield conversation(value as Record<string, string>, columns);
        if (rows >= limit) break;
      }
      if (bad.any && onBadRow === 'error') throw bad.error(rows);
    } finally {
      if (bad.any && onBadRow === 'skip') services.warn(bad.summary(rows));
    }
  },
});

function conversation(row: Readonly<Record<string, string>>, columns: TableOptions['columns']): Conversation {
  const text = (column: string | undefined) => (column === undefined ? '' : row[column]!);
  const [system, input, category] = [text(columns.system), text(columns.input), text(columns.category)];
  const turns: Turn[] = [
    ...(system.trim() === '' ? [] : [{ role: 'system' as const, content: system }]),
    { role: 'user', content: row[columns.user]!, ...(input.trim() === '' ? {} : { input }) },
    { role: 'assistant', content: row[columns.assistant]! },
  ];
  return category === '' ? { turns } : { turns, category };
}
