import { readFileSync } from 'node:fs';
import { OptionsError, StudyError } from '@weitiao/core';
import { z } from 'zod';
import { trialOptions } from '../config/trial-file.js';
import { identityOf } from './identity.js';
import { fingerprint } from './package-fingerprints.js';

const manifestSchema = z.strictObject({
  manifestVersion: z.literal(1),
  /** Hash of all that decides the result. */
  id: z.string(),
  /** Absolute: where relative paths start. Not part of the identity. */
  folder: z.string(),
  /** Every option filled in. */
  trial: trialOptions,
  /** Places in `trial` that decide nothing: paths, and how a judge is asked. They are no part of the identity. */
  indecisive: z.array(z.array(z.string())).optional(),
  /** Hashes of what the options name, so that the same bytes at another place are the same trial. */
  contents: z.strictObject({
    model: z.string(),
    tokenizer: z.string(),
    data: z.string(),
    template: z.string(),
    benchmarks: z.record(z.string(), z.string()).optional(),
  }),
  packages: z.record(z.string(), fingerprint),
});
export type Manifest = z.output<typeof manifestSchema>;

export const writtenManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** @throws StudyError when the file is no manifest, or was changed by hand */
export function readManifest(file: string): Manifest {
  const input = parseJson(file);
  const parsed = manifestSchema.safeParse(input);
  if (!parsed.success)
    throw new StudyError(`${file}\n  ${OptionsError.from('A manifest', manifestSchema, input, parsed.error).message}`);
  const { id } = parsed.data;
  if (identityOf(parsed.data) !== id) {
    throw new StudyError(
      `${file}: its id ${id} does not fit its content, so it was changed by hand. Write a new one from a trial file: weitiao train`,
    );
  }
  return parsed.data;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new StudyError(`${file} cannot be read as a manifest: ${(cause as Error).message}`, { cause });
  }
}
