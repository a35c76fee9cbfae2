import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StudyError } from '@weitiao/core';

const names = z.record(z.string(), z.unknown()).catch({}).transform(Object.keys);

/** The keys that matter here. npm is lax about the rest, and so is this. */
const packageShape = z.object({
  name: z.string().catch(''),
  version: z.string().catch('0.0.0'),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
  workspaces: z
    .union([z.array(z.string()), z.object({ packages: z.array(z.string()) }).transform(({ packages }) => packages)])
    .catch([]),
  main: z.string().optional().catch(undefined),
  exports: z.unknown().optional(),
  weitiao: z.unknown().optional(),
});
export type PackageJson = z.output<typeof packageShape>;

/**
 * The package.json of a folder, or undefined where there is none.
 * @throws StudyError when it is not JSON
 */
export function readPackage(folder: string): PackageJson | undefined {
  const file = join(folder, 'package.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return packageShape.parse(JSON.parse(text));
  } catch (cause) {
    throw new StudyError(`${file} is no valid package.json: ${(cause as Error).message}`, { cause });
  }
}
