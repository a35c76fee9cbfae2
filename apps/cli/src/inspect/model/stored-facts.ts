import { checkedWeights, storedTensors } from '@weitiao/checkpoint';
import { WeitiaoError, type BaseModel } from '@weitiao/core';
import { basename } from 'node:path';

/** What the headers of a folder's weights say. */
export interface StoredFacts {
  readonly files: number;
  readonly bytes: number;
  /** F32, BF16, … → bytes stored so. */
  readonly types: Readonly<Record<string, number>>;
  /** Why they cannot be loaded. */
  readonly fault?: string;
}

/** Reads headers alone; what is wrong with them is a fact among the others. */
export async function storedFacts(folder: string, model: BaseModel): Promise<StoredFacts> {
  try {
    const stored = await storedTensors(folder);
    const types: Record<string, number> = {};
    for (const { entry } of stored.values()) types[entry.type] = (types[entry.type] ?? 0) + entry.bytes;
    const facts = {
      files: new Set([...stored.values()].map(({ file }) => basename(file))).size,
      bytes: Object.values(types).reduce((sum, bytes) => sum + bytes, 0),
      types,
    };
    const fault = faultOf(() => checkedWeights(folder, model, stored));
    return { ...facts, ...(fault !== undefined && { fault }) };
  } catch (error) {
    if (!WeitiaoError.isInstance(error)) throw error;
    return { files: 0, bytes: 0, types: {}, fault: error.message };
  }
}

function faultOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (WeitiaoError.isInstance(error)) return error.message;
    throw error;
  }
}
