import { elementBytes, type DataType } from './data-types.js';

/** A tensor that a file is to hold. */
export interface Described {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
}

/** The reference implementation puts later types first, so that every tensor is aligned to its element. */
const order: readonly DataType[] = ['BOOL', 'U8', 'I8', 'I16', 'U16', 'F16', 'BF16', 'I32', 'U32', 'F32', 'F64', 'I64', 'U64']; // prettier-ignore

/** In the order in which the reference implementation writes them: wide types first, then by name. */
export const inFileOrder = <T extends Described>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => order.indexOf(b.type) - order.indexOf(a.type) || (a.name < b.name ? -1 : 1));

export const bytesOf = ({ type, shape }: Described): number =>
  elementBytes[type] * shape.reduce((product, length) => product * length, 1);

/** Length and JSON, filled up with spaces so that the tensors begin at a multiple of eight bytes. */
export function headerBytes(rows: readonly Described[], metadata: Readonly<Record<string, string>>): Uint8Array {
  let end = 0;
  const entries = rows.map((row) => {
    const start = end;
    end += bytesOf(row);
    return `${JSON.stringify(row.name)}:${JSON.stringify({ dtype: row.type, shape: row.shape, data_offsets: [start, end] })}`;
  });
  const json = Buffer.from(`{${[`"__metadata__":${JSON.stringify(metadata)}`, ...entries].join(',')}}`);
  const header = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ');
  header.writeBigUInt64LE(BigInt(header.length - 8));
  json.copy(header, 8);
  return header;
}
