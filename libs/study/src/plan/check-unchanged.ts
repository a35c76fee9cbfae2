import { DataFormatError, StudyError } from '@weitiao/core';
import { ModelHub, parseReference } from '@weitiao/hub';
import { templateLabel } from '@weitiao/tokenizer';
import { templateOf } from '../config/train-options.js';
import type { Manifest } from '../manifest/manifest.js';
import type { Components } from './components.js';
import { inFolder } from './in-folder.js';
import { partsOf } from '../config/trial-file.js';
import { manifestOf } from './plan-trial.js';

/**
 * Whether what the manifest names is here as it was when it was written.
 * @throws DataFormatError when files changed, StudyError when packages did
 */
export async function checkUnchanged(manifest: Manifest, components: Components, hub = new ModelHub()): Promise<void> {
  const { folder, packages } = manifest;
  const here = await manifestOf(folder, components, { hub });
  checkContents(manifest, here);
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

function checkContents({ folder, trial, contents }: Manifest, here: Manifest): void {
  const places: Record<string, string> = {
    model: named(folder, trial.model['from']),
    tokenizer: named(folder, trial.model['from']),
    data: partsOf(trial.data)
      .flatMap(({ reference }) => (reference['from'] === undefined ? [] : [named(folder, reference['from'])]))
      .join(', '),
    template: `template ${templateLabel(templateOf(trial.train))}`,
  };
  for (const [part, at] of Object.entries(places)) {
    const key = part as 'model' | 'tokenizer' | 'data' | 'template';
    if (here.contents[key] !== contents[key]) throw changed(at, part);
  }
  for (const [name, hash] of Object.entries(contents.benchmarks ?? {}))
    if (here.contents.benchmarks?.[name] !== hash) throw changed(`benchmark ${name}`, 'set of questions');
}

/** An id as it is, a path as it is seen from here. */
const named = (folder: string, from: unknown): string =>
  parseReference(String(from)) ? String(from) : inFolder(folder, String(from));

const changed = (at: string, what: string) =>
  new DataFormatError(
    at,
    `the ${what} is not what it was when the manifest was written. Restore it, or write a new manifest: weitiao train`,
  );
