import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './repository.js';
import { sharedFolder } from './shared-folder.js';

/** A checkpoint that specs and checks may load. */
export interface ModelFolder {
  /** The package of its architecture is `@weitiao/model-<family>`. */
  readonly family: string;
  readonly name: string;
  readonly folder: string;
  /** What the reference implementation computes of some texts. */
  readonly reference: string;
}

/** Folders inside a folder of the checkout, by name. */
export const subfolders = (...path: string[]): string[] => {
  const folder = join(repository, ...path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
};

/** The tiny random checkpoints of every family under plugins/models, found and not listed: a folder with config.json and logits. */
export function tinyModels(): ModelFolder[] {
  return subfolders('plugins/models').flatMap((family) => {
    const fixtures = ['plugins/models', family, 'src/__fixtures__'];
    return subfolders(...fixtures).flatMap((name) => {
      const folder = join(repository, ...fixtures, name);
      const reference = join(folder, 'logits.safetensors');
      return existsSync(join(folder, 'config.json')) && existsSync(reference)
        ? [{ family, name, folder, reference }]
        : [];
    });
  });
}

/** The small trained model of the folder `shared`, where that is beside the checkout. */
export function sharedModels(): ModelFolder[] {
  const shared = sharedFolder();
  if (shared === undefined) return [];
  const name = 'bloom-zh-7m';
  const folder = join(shared, 'models', name);
  return [{ family: 'bloom', name, folder, reference: join(shared, 'golden/logits.safetensors') }];
}
