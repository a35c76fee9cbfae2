import { checkedWeights, storedTensorsIn } from '@weitiao/checkpoint';
import type { BaseModel } from '@weitiao/core';
import { basename } from 'node:path';
import { isOfData, weightPlace, type ModelPlace } from './model-place.js';

/** What the headers of a model's weights say. */
export interface StoredFacts {
  readonly files: number;
  readonly bytes: number;
  /** F32, BF16, … → bytes stored so. */
  readonly types: Readonly<Record<string, number>>;
  /** Why they cannot be loaded. */
  readonly fault?: string;
  /** Why nothing is known of weights that are not here. */
  readonly unknown?: string;
}

const none = { files: 0, bytes: 0, types: {} };

/** Reads headers alone; what is wrong with them is a fact among the others. @throws UnavailableError, StudyError where a hub does not answer */
export async function storedFacts(place: ModelPlace, model: BaseModel): Promise<StoredFacts> {
  try {
    const silence = await place.remote?.silence();
    if (silence !== undefined) return { ...none, unknown: silence };
    const lies = await weightPlace(place);
    const stored = await storedTensorsIn(lies);
    const types: Record<string, number> = {};
    for (const { entry } of stored.values()) types[entry.type] = (types[entry.type] ?? 0) + entry.bytes;
    const facts = {
      files: new Set([...stored.values()].map(({ file }) => basename(file))).size,
      bytes: Object.values(types).reduce((sum, bytes) => sum + bytes, 0),
      types,
    };
    const fault = faultOf(() => checkedWeights(lies.name, model, stored));
    return { ...facts, ...(fault !== undefined && { fault }) };
  } catch (error) {
    if (!isOfData(error)) throw error;
    return { ...none, fault: error.message };
  }
}

function faultOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (isOfData(error)) return error.message;
    throw error;
  }
}
