import { DataFormatError, StudyError } from '@weitiao/core';
import type { Manifest } from '../manifest/manifest.js';
import type { Components } from './components.js';
import { inFolder } from './in-folder.js';
import { manifestOf } from './plan-trial.js';

/**
 * Whether what the manifest names is here as it was when it was written.
 * @throws DataFormatError when files changed, StudyError when packages did
 */
export async function checkUnchanged(manifest: Manifest, components: Components): Promise<void> {
  const { folder, trial, contents, packages } = manifest;
  const here = await manifestOf(folder, trial, components);
  for (const [part, hash] of Object.entries(contents)) {
    if (here.contents[part as keyof typeof contents] === hash) continue;
    const from =
      part === 'data' ? trial.data['from'] : part === 'template' ? trial.train.template : trial.model['from'];
    const at = part === 'template' ? `template ${String(from)}` : inFolder(folder, String(from));
    throw new DataFormatError(
      at,
      `the ${part} is not what it was when the manifest was written. Restore it, or write a new manifest: weitiao train`,
    );
  }
  const names = [...new Set([...Object.keys(packages), ...Object.keys(here.packages)])];
  const changed = names.filter((name) => JSON.stringify(packages[name]) !== JSON.stringify(here.packages[name]));
  if (changed.length === 0) return;
  const list = changed.map(
    (name) => `  ${name}: then ${describe(packages[name])}, here ${describe(here.packages[name])}`,
  );
  throw new StudyError(
    `The manifest was written with other packages, whose numbers may differ:\n${list.join('\n')}\n  Install those, or write a new manifest: weitiao train`,
  );
}

const describe = (found: Manifest['packages'][string] | undefined): string =>
  found ? `${found.version}${found.sources ? ` (sources ${found.sources.slice(0, 8)})` : ''}` : 'absent';
