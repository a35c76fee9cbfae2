import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite, createExclusively, makeFolder } from '@weitiao/checkpoint';
import { exitCodes, StudyError, WeitiaoError, type ExitCode } from '@weitiao/core';
import { readManifest, writtenManifest, type Manifest } from '../manifest/manifest.js';
import type { TrialResult } from './trial-result.js';

/** A trial that will fail in the same way however often it is run. */
export interface Failure {
  readonly exitCode: ExitCode;
  readonly error: string;
  readonly message: string;
}

/** The folder of one trial: its manifest, the attempts at it, and what came out. */
export class RunFolder {
  private constructor(readonly path: string) {}

  /**
   * Makes the folder, or opens it if it is this trial's. A folder in which another trial failed before anything was
   * trained is taken over: whoever corrects a mistake runs the same command again.
   * @throws StudyError when another trial lives there; CannotWriteError
   */
  static async open(path: string, manifest: Manifest): Promise<RunFolder> {
    const run = new RunFolder(path);
    const other = run.manifest();
    if (other && other.id !== manifest.id) await run.replace(other, manifest);
    await makeFolder(run.attempts).catch((error: unknown) => {
      throw cannotWrite(path, error);
    });
    await createExclusively(run.inside('manifest.json'), writtenManifest(manifest));
    return run;
  }

  inside(...names: string[]): string {
    return join(this.path, ...names);
  }

  get attempts(): string {
    return this.inside('attempts');
  }

  /** Number of the newest attempt that was begun; 0 when there is none. */
  get newestAttempt(): number {
    return this.attemptNumbers().at(-1) ?? 0;
  }

  /** Where the attempts keep their checkpoints, the newest attempt first. */
  checkpointFolders(): string[] {
    return this.attemptNumbers()
      .reverse()
      .map((number) => join(this.attempts, String(number), 'checkpoints'));
  }

  /** Where the attempts keep this file of an evaluation, the newest attempt first. */
  evaluationFiles(name: string): string[] {
    return this.checkpointFolders().map((folder) => join(folder, '../evaluations', name));
  }

  /** What is known already. @returns the result, or undefined when there is work to do @throws WeitiaoError the failure that is for good */
  outcome(): TrialResult | undefined {
    this.throwFailure();
    return this.result();
  }

  private attemptNumbers(): number[] {
    const names = existsSync(this.attempts) ? readdirSync(this.attempts) : [];
    const begun = names.filter((name) => /^\d+$/.test(name) && existsSync(join(this.attempts, name, 'attempt.json')));
    return begun.map(Number).sort((a, b) => a - b);
  }

  manifest(): Manifest | undefined {
    const file = this.inside('manifest.json');
    return existsSync(file) ? readManifest(file) : undefined;
  }

  result(): TrialResult | undefined {
    return readJson(this.inside('result.json')) as TrialResult | undefined;
  }

  failure(): Failure | undefined {
    return readJson(this.inside('failure.json')) as Failure | undefined;
  }

  private throwFailure(): void {
    const failure = this.failure();
    if (!failure) return;
    const advice = `This trial failed for good; correct its cause, which makes it another trial, or delete ${this.path} to try it again.`;
    throw new WeitiaoError(`${failure.message}\n  ${advice}`, failure.exitCode);
  }

  /** Written once; a second failure of the same trial changes nothing. */
  async fail(error: WeitiaoError): Promise<void> {
    const failure: Failure = { exitCode: error.exitCode, error: error.name, message: error.message };
    await createExclusively(this.inside('failure.json'), `${JSON.stringify(failure, null, 2)}\n`);
  }

  private async replace(other: Manifest, manifest: Manifest): Promise<void> {
    const hasWork = this.result() !== undefined || this.failure() === undefined;
    if (hasWork) {
      throw new StudyError(
        `${this.path} holds another trial (${other.id}; this one is ${manifest.id}), and a folder holds one.\n` +
          `${differences(other, manifest)}\n  Choose another --output, or delete that folder.`,
      );
    }
    for (const name of ['attempts', 'failure.json', 'manifest.json'])
      await rm(this.inside(name), { recursive: true, force: true });
  }
}

/** Failures that no repetition mends. */
export const isPermanent = ({ exitCode }: WeitiaoError): boolean =>
  exitCode === exitCodes.options || exitCode === exitCodes.data;

/** What two manifests say differently, a line each. */
function differences(there: Manifest, here: Manifest): string {
  const [a, b] = [flat(there), flat(here)];
  const keys = [...new Set([...a.keys(), ...b.keys()])].filter((key) => key !== 'id' && a.get(key) !== b.get(key));
  return keys.map((key) => `  ${key}: there ${a.get(key) ?? 'absent'}, here ${b.get(key) ?? 'absent'}`).join('\n');
}

function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value)]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...flat(inner, path ? `${path}.${key}` : key)]));
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
