import type { DataType } from './data-types.js';

/** Where one tensor lies in a file. */
export interface TensorEntry {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
  /** Of its first byte in the file. */
  readonly position: number;
  readonly bytes: number;
}

/** What a safetensors file says of itself: an unsigned 64-bit length, that many bytes of JSON, then the tensors' bytes. */
export interface SafetensorsHeader {
  readonly file: string;
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  /** `format` is `pt` in files of PyTorch's world; transformers refuses others in some versions. */
  readonly metadata: Readonly<Record<string, string>>;
}
