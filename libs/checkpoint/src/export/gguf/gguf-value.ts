/** A value of a GGUF file's header, with the type that it is stored in (GGUF specification, version 3). */
export type GgufValue =
  | { readonly type: 'uint32' | 'float32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'int32s'; readonly value: readonly number[] };

export const uint32 = (value: number): GgufValue => ({ type: 'uint32', value });
export const float32 = (value: number): GgufValue => ({ type: 'float32', value });
export const bool = (value: boolean): GgufValue => ({ type: 'bool', value });
export const string = (value: string): GgufValue => ({ type: 'string', value });

/** Numbers of the types in a file. */
const codes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;

/** A value with its type in front. */
export function valueBytes(of: GgufValue): Buffer {
  switch (of.type) {
    case 'uint32':
      return Buffer.concat([unsigned(codes.uint32), unsigned(of.value)]);
    case 'float32':
      return Buffer.concat([unsigned(codes.float32), float(of.value)]);
    case 'bool':
      return Buffer.concat([unsigned(codes.bool), Buffer.from([Number(of.value)])]);
    case 'string':
      return Buffer.concat([unsigned(codes.string), stringBytes(of.value)]);
    case 'strings':
      return Buffer.concat([...arrayHead(codes.string, of.value), ...of.value.map(stringBytes)]);
    case 'int32s':
      return Buffer.concat([...arrayHead(codes.int32, of.value), Buffer.from(Int32Array.from(of.value).buffer)]);
  }
}

/** Its length in bytes, and UTF-8. */
export function stringBytes(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([long(bytes.length), bytes]);
}

export function unsigned(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function long(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

const arrayHead = (code: number, values: readonly unknown[]): Buffer[] => [
  unsigned(codes.array),
  unsigned(code),
  long(values.length),
];
