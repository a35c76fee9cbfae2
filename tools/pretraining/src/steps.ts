import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repository } from '@weitiao/python-reference';

/** A program that takes part did not end well. */
export class StepError extends Error {
  constructor(
    what: string,
    readonly exitCode: number,
  ) {
    super(`${what} ended with ${exitCode}. Give the same command again: what is done is not done twice.`);
  }
}

/** Runs a program to its end; what it prints is seen. @throws StepError */
export async function runStep(program: string, ...parameters: string[]): Promise<void> {
  const quiet = { HF_HUB_OFFLINE: '1', TRANSFORMERS_VERBOSITY: 'error', HF_HUB_DISABLE_PROGRESS_BARS: '1' };
  const child = spawn(program, parameters, { stdio: 'inherit', env: { ...process.env, ...quiet } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new StepError([program, ...parameters].join(' '), code ?? 1);
}

export const script = (name: string): string => join(repository, 'tools/pretraining/python', name);
export const command = join(repository, 'apps/cli/dist/bin.js');
