import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a trial ended. */
export interface TrialEnd {
  readonly id: string;
  readonly exitCode: number;
  readonly message: string;
}

/** What the run folder says for good; undefined while there is work to do. */
export function endOfTrial(folder: string, id: string): TrialEnd | undefined {
  if (existsSync(join(folder, 'result.json'))) return { id, exitCode: 0, message: '' };
  const file = join(folder, 'failure.json');
  if (!existsSync(file)) return undefined;
  const { exitCode, message } = JSON.parse(readFileSync(file, 'utf8')) as TrialEnd;
  return { id, exitCode, message };
}
