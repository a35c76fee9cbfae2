export type { DataType } from './data-types.js';
export type { SafetensorsHeader, TensorEntry } from './header.js';
export { smallestPacked, type Packed } from './packing.js';
export type { FrozenWeights } from './read-frozen.js';
export { readHeaderOf, readSafetensorsHeader } from './read-header.js';
export { readTensors } from './read-tensors.js';
export { writeTensors, type WriteOptions } from './write-tensors.js';
