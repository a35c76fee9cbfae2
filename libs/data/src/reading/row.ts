/** A row of data as its file has it. */
export interface Row<Value = unknown> {
  readonly value: Value;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
