import type { BaseModel } from '@weitiao/core';

/** Where a method has nothing to do, and what it says then. */
export const refusals: Readonly<Record<string, { when(model: BaseModel): boolean; readonly says: RegExp }>> = {
  bitfit: { when: ({ weights }) => ![...weights.keys()].some((name) => name.endsWith('.bias')), says: /no biases/ },
};
