import papaparse from 'papaparse';

export type CsvRow = Readonly<Record<string, string | number | null | undefined>>;

/** Columns of the first row; numbers with 6 significant digits; nothing where there is no value. Text that a spreadsheet would run is quoted. */
export const csv = (rows: readonly CsvRow[]): string =>
  rows.length === 0
    ? ''
    : papaparse.unparse(
        { fields: Object.keys(rows[0]!), data: rows.map((row) => Object.values(row).map(plain)) },
        { newline: '\n', escapeFormulae: /^[=+\-@\t\r].*[^\d.e]/s },
      ) + '\n';

const plain = (value: CsvRow[string]): string | number =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : (value ?? '');
