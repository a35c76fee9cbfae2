import type { UnknownField } from '@bufbuild/protobuf';

/** What a field of a message holds. Enumerations are read as numbers, which on disk they are. */
export type FieldKind = 'string' | 'strings' | 'bytes' | 'int32' | 'uint64' | 'float' | 'bool';

/** Name → number in the file and kind. */
export type FieldTable = Readonly<Record<string, readonly [number: number, kind: FieldKind]>>;

interface ValueOf {
  readonly string: string;
  readonly strings: readonly string[];
  readonly bytes: Uint8Array;
  readonly int32: number;
  readonly uint64: bigint;
  readonly float: number;
  readonly bool: boolean;
}

/** Fields that a file does not set are absent; those that the table does not name are kept as they came. */
export type MessageOf<Table extends FieldTable> = {
  readonly [Name in keyof Table]?: ValueOf[Table[Name][1]];
} & { readonly $unknown?: readonly UnknownField[] };
