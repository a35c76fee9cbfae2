/** Bytes of one element, for every type of the format that is a whole number of bytes. */
export const elementBytes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const;

export type DataType = keyof typeof elementBytes;

/** Types whose values become a tensor, and of which type that is; every value is represented exactly, F64 is rounded. */
export const tensorTypes: { readonly [T in DataType]?: 'float32' | 'int32' } = {
  F32: 'float32',
  F16: 'float32',
  BF16: 'float32',
  F64: 'float32',
  I64: 'int32',
  I32: 'int32',
  I16: 'int32',
  I8: 'int32',
  U16: 'int32',
  U8: 'int32',
  BOOL: 'int32',
};

export const isDataType = (name: unknown): name is DataType =>
  typeof name === 'string' && Object.hasOwn(elementBytes, name);
