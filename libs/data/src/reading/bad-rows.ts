import { DataFormatError } from '@weitiao/core';

/** Why a row cannot be trained on. */
export interface RowFault {
  /** Undefined where it is the row as a whole. */
  readonly column: string | undefined;
  readonly reason: string;
  /** What to do: the beginning of a sentence. */
  readonly advice: string;
}

const named = 5;

/** The rows that cannot be trained on: the first few by line, the others by number, so that memory does not grow with them. */
export class BadRows {
  private readonly first: { readonly line: number; readonly fault: RowFault }[] = [];
  private count = 0;

  constructor(private readonly file: string) {}

  add(line: number, fault: RowFault): void {
    if (this.first.length < named) this.first.push({ line, fault });
    this.count++;
  }

  get any(): boolean {
    return this.count > 0;
  }

  /** @param rows how many there are in all */
  error(rows: number): DataFormatError {
    const { line, fault } = this.first[0]!;
    const also = this.first.slice(1).map((bad) => bad.line);
    const more = this.count > this.first.length ? ', …' : '';
    const others = also.length > 0 ? ` Also line${also.length > 1 ? 's' : ''} ${also.join(', ')}${more}.` : '';
    const [reason, ...details] = fault.reason.split('\n');
    return new DataFormatError(
      `${this.file}:${line}${fault.column === undefined ? '' : `  column ${fault.column}`}`,
      [
        `\n  ${reason} ${this.share(rows)}.${others}`,
        ...details,
        `  ${fault.advice} or say onBadRow: skip (skipped rows are counted in the report).`,
      ].join('\n'),
    );
  }

  /** What is said of skipped rows. */
  summary(rows: number): string {
    const list = this.first.map(({ line, fault }) => `line ${line}: ${fault.reason.split('\n', 1)[0]!}`);
    const more = this.count - this.first.length;
    return `${this.file}: ${this.share(rows)} skipped. ${list.join(' ')}${more > 0 ? ` And ${more.toLocaleString('en-US')} more.` : ''}`;
  }

  private share(rows: number): string {
    return `${this.count.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')} rows`;
  }
}
