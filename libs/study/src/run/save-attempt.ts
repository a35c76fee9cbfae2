import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { replaceFolder, type TrainingTemplate } from '@weitiao/checkpoint';
import { fileHash } from '../manifest/content-hash.js';
import { kindOfOutput, saveTuned } from '../stages/save-tuned.js';
import type { Tuned } from '../stages/tuned.js';
import type { Attempt } from './attempt.js';
import type { RunFolder } from './run-folder.js';
import type { TrialLog } from './trial-log.js';

interface SaveAttemptSpec {
  readonly run: RunFolder;
  readonly attempt: Attempt;
  readonly tuned: Tuned;
  /** Absent where it was trained on plain text. */
  readonly template: TrainingTemplate | undefined;
  readonly log: TrialLog;
}

/**
 * Writes what was trained into the attempt's folder and moves it from there to its place.
 * @returns its files with their SHA-256; none for the untuned model
 * @throws FencedError, CannotWriteError
 */
export async function saveAttempt({
  run,
  attempt,
  tuned,
  template,
  log,
}: SaveAttemptSpec): Promise<Record<string, string>> {
  if (!tuned.method) return {};
  const kind = kindOfOutput(tuned);
  const own = attempt.inside(kind);
  // The id, by which others find it, or the name alone: where the model lies does not belong into a result.
  await saveTuned(own, tuned, tuned.base.id ?? basename(tuned.base.folder), template);
  const names = (await readdir(own)).sort();
  const hashes = await Promise.all(
    names.map(async (name) => [`${kind}/${name}`, await fileHash(join(own, name))] as const),
  );
  attempt.fence();
  await replaceFolder(own, run.inside(kind));
  log.tell({ type: 'output-saved', folder: run.inside(kind) });
  log.check();
  return Object.fromEntries(hashes);
}
