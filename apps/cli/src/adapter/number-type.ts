import { didYouMean, StudyError } from '@weitiao/core';

/** A type of numbers that a format has. @throws StudyError */
export function numberType<T extends string>(name: string, known: readonly T[], format: string): T {
  const found = known.find((each) => each === name);
  if (found !== undefined) return found;
  throw new StudyError(`${format} has no type "${name}".${didYouMean(name, known)} It has: ${known.join(', ')}.`);
}

export const safetensorsTypes = ['f32', 'f16', 'bf16'] as const;

/** As safetensors writes it. */
export const safetensorsType = (name: string): 'F32' | 'F16' | 'BF16' =>
  (({ f32: 'F32', f16: 'F16', bf16: 'BF16' }) as const)[numberType(name, safetensorsTypes, 'A model folder')];
