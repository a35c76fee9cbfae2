import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, type LaunchEvent, type LaunchServices, type TrialWork } from '@weitiao/core';
import { isBusy } from './is-busy.js';
import { runProcess, type Ended } from './run-process.js';

export interface WorkerSpec {
  /** Shared by all workers: who is free takes the first. */
  readonly waiting: TrialWork[];
  readonly retries: number;
  readonly services: LaunchServices;
  readonly tell: (event: LaunchEvent) => void;
}

const pollMilliseconds = 500;
const crashed = 'a signal ended it';

/** Works on one trial after another. */
export class Worker {
  private readonly told = new Set<string>();

  constructor(private readonly spec: WorkerSpec) {}

  async run(): Promise<void> {
    const { waiting, services, tell } = this.spec;
    let passed = 0;
    for (let trial = waiting.shift(); trial && !services.signal.aborted; trial = waiting.shift()) {
      if (!isBusy(trial.output) && (await this.finish(trial))) {
        passed = 0;
        continue;
      }
      if (!this.told.has(trial.id)) tell({ type: 'trial-waits', id: trial.id });
      this.told.add(trial.id);
      waiting.push(trial);
      // Only when all that is left is worked on elsewhere there is nothing to do but wait.
      if (++passed >= waiting.length)
        await sleep(pollMilliseconds, undefined, { signal: services.signal }).catch(() => undefined);
    }
  }

  /** @returns whether the trial has ended; not when another process has taken it over, or the launch was stopped */
  private async finish({ id, manifest, output }: TrialWork): Promise<boolean> {
    const { retries, services, tell } = this.spec;
    const command = [...services.command, 'trial', 'run', manifest, '--output', output];
    for (let attempt = 1; ; attempt++) {
      tell({ type: 'trial-start', id, attempt });
      const ended = await runProcess(command, services.signal);
      if (ended.code === exitCodes.fenced) return false;
      const again = !services.signal.aborted && attempt <= retries ? reasonToRetry(ended) : undefined;
      if (again === undefined) {
        tell({ type: 'trial-end', id, ...verdict(ended, output) });
        return true;
      }
      tell({ type: 'trial-retry', id, reason: again });
    }
  }
}

function reasonToRetry({ code, signal }: Ended): string | undefined {
  if (signal !== null) return `${crashed} (${signal})`;
  return code === exitCodes.interrupted ? 'it was interrupted' : undefined;
}

/** Done is code 0 and a result. */
function verdict({ code, signal, said }: Ended, output: string): { exitCode: number; message: string } {
  if (signal !== null) return { exitCode: exitCodes.interrupted, message: `${crashed} (${signal}).\n${said}`.trim() };
  if (code === 0 && !existsSync(join(output, 'result.json')))
    return { exitCode: exitCodes.defect, message: `it ended with 0 and left no result.json in ${output}.` };
  return { exitCode: code ?? exitCodes.defect, message: code === 0 ? '' : said };
}
