/** How numbers are stored: as they are, in half precision, as bfloat16, or in blocks of 32 whole numbers with a factor (`q8_0`). */
export type GgufType = 'f32' | 'f16' | 'bf16' | 'q8_0';

export const ggufTypes: readonly GgufType[] = ['f32', 'f16', 'bf16', 'q8_0'];

/** ggml's numbers of the types of tensors. */
export const tensorCodes: Readonly<Record<GgufType, number>> = { f32: 0, f16: 1, q8_0: 8, bf16: 30 };

/** llama.cpp's numbers of files that are mostly of a type, for `general.file_type`. */
export const fileCodes: Readonly<Record<GgufType, number>> = { f32: 0, f16: 1, q8_0: 7, bf16: 32 };

/** Numbers in a block of `q8_0`. */
export const blockSize = 32;

/** Bytes of so many numbers; a multiple of the block where it is stored in blocks. */
export function bytesOf(type: GgufType, size: number): number {
  if (type === 'q8_0') return (size / blockSize) * (2 + blockSize);
  return size * (type === 'f32' ? 4 : 2);
}

/**
 * What a tensor is stored as in a file of that type: vectors and norms stay as they are, as llama.cpp wants them; rows that do not divide into
 * blocks are halves.
 */
export function storedType(type: GgufType, name: string, shape: readonly number[]): GgufType {
  if (shape.length < 2 || name.endsWith('_norm.weight')) return 'f32';
  return type === 'q8_0' && shape.at(-1)! % blockSize !== 0 ? 'f16' : type;
}
