import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Manifest } from '../manifest/manifest.js';
import { runTrial } from '../run/run-trial.js';
import type { TrialEvent } from '../run/trial-event.js';
import { plugins, type TrialFolder } from './trial-folder.js';

export interface Watched {
  readonly events: TrialEvent[];
  readonly signal: AbortSignal;
}

/** Runs into `name`; `on` sees every event and may stop the run. */
export async function run(
  folder: TrialFolder,
  manifest: Manifest,
  name: string,
  on: (event: TrialEvent, stop: () => void) => void = () => undefined,
): Promise<Watched> {
  const controller = new AbortController();
  const events: TrialEvent[] = [];
  const next = (event: TrialEvent) => {
    events.push(event);
    on(event, () => controller.abort());
  };
  await runTrial(manifest, folder.inside(name), { plugins, signal: controller.signal, events: { next } });
  return { events, signal: controller.signal };
}

/** What "the same result" means: adapter/ and result.json, byte for byte. */
export function outcome(folder: TrialFolder, name: string): Record<string, string> {
  const read = (...path: string[]) => readFileSync(folder.inside(name, ...path), 'base64');
  const kind = existsSync(folder.inside(name, 'adapter')) ? 'adapter' : 'model';
  return Object.fromEntries([
    ...readdirSync(folder.inside(name, kind)).map((file) => [file, read(kind, file)]),
    ['result', read('result.json')],
  ]);
}

export const types = ({ events }: Watched) => events.map(({ type }) => type);
