import { defineSource, type Conversation, type Turn } from '@weitiao/core';
import { BadRows, isRecord, readTable, sourceFile } from '@weitiao/data';
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
    const table = readTable(await sourceFile(from, services), tableFormat(options), wanted, services.signal);
    const bad = new BadRows(from);
    let rows = 0;
    try {
      for await (const { value, line } of table) {
        rows++;
        const fault = rowFault(value, columns);
        if (fault) bad.add(line, fault);
        // After an error the other rows are only read to say how many are like it.
        else if (isRecord(value) && (!bad.any || onBadRow === 'skip')) yield conversation(value, columns);
        if (rows >= limit) break;
      }
      if (bad.any && onBadRow === 'error') throw bad.error(rows);
    } finally {
      if (bad.any && onBadRow === 'skip') services.warn(bad.summary(rows));
    }
  },
});

/** @param row checked: a text in every column that is wanted */
function conversation(row: Readonly<Record<string, unknown>>, columns: TableOptions['columns']): Conversation {
  const text = (column: string | undefined) => (column === undefined ? '' : String(row[column]));
  const [system, input, category] = [text(columns.system), text(columns.input), text(columns.category)];
  const turns: Turn[] = [
    { role: 'user', content: text(columns.user), ...(input.trim() === '' ? {} : { input }) },
    { role: 'assistant', content: text(columns.assistant) },
  ];
  if (system.trim() !== '') turns.unshift({ role: 'system', content: system });
  return category === '' ? { turns } : { turns, category };
}
