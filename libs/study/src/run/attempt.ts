import { appendFileSync, existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { cannotWrite, createExclusively, writeFileAtomically } from '@weitiao/checkpoint';
import { FencedError } from './errors.js';
import type { RunFolder } from './run-folder.js';

const heartbeatMilliseconds = 10_000;

/** One process that works on a trial. Its number is a fencing token: it stops as soon as there is a higher one. */
export class Attempt implements AsyncDisposable {
  private readonly began = process.hrtime.bigint();
  private readonly timer: NodeJS.Timeout;
  private lastBeat = 0;
  private step = 0;

  private constructor(
    private readonly run: RunFolder,
    private readonly trial: string,
    readonly number: number,
  ) {
    this.timer = setInterval(() => this.beat(), heartbeatMilliseconds).unref();
  }

  /** Takes the next number by exclusive create, so that no two processes have the same. @throws CannotWriteError */
  static async take(run: RunFolder, trial: string, about: object): Promise<Attempt> {
    const process_ = {
      host: hostname(),
      process: process.pid,
      node: process.version,
      started: new Date().toISOString(),
    };
    for (let number = run.newestAttempt + 1; ; number++) {
      const content = { trial, attempt: number, ...process_, ...about };
      const file = join(run.attempts, String(number), 'attempt.json');
      if (!(await createExclusively(file, `${JSON.stringify(content, null, 2)}\n`))) continue;
      const attempt = new Attempt(run, trial, number);
      attempt.beat();
      return attempt;
    }
  }

  inside(...names: string[]): string {
    return join(this.run.attempts, String(this.number), ...names);
  }

  /** To be called before anything is made that lasts. @throws FencedError when a newer attempt has been begun */
  fence(): void {
    const newest = this.run.newestAttempt;
    if (newest > this.number) throw new FencedError(this.number, newest);
  }

  /** Appends a line to events.jsonl; now and then also tells that this process lives. @throws CannotWriteError */
  record(event: { readonly type: string; readonly step?: number }): void {
    this.step = event.step ?? this.step;
    const file = this.inside('events.jsonl');
    const line = JSON.stringify({ trial: this.trial, attempt: this.number, time: new Date().toISOString(), ...event });
    try {
      appendFileSync(file, `${line}\n`);
    } catch (error) {
      throw cannotWrite(file, error);
    }
    // While tensors are computed no timer fires.
    if (Date.now() - this.lastBeat > heartbeatMilliseconds) this.beat();
  }

  /** Writes how long it took and what memory it needed: of this process, so never part of a result. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer);
    if (!existsSync(this.inside())) return;
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const usage = {
      seconds: Number(process.hrtime.bigint() - this.began) / 1e9,
      processorSeconds: (userCPUTime + systemCPUTime) / 1e6,
      peakMemoryBytes: maxRSS * 1024,
    };
    await this.note('usage.json', usage);
  }

  private beat(): void {
    this.lastBeat = Date.now();
    void this.note('heartbeat.json', { time: new Date().toISOString(), step: this.step });
  }

  /** For whoever watches. That it cannot be written must not hide what happens otherwise. */
  private note(name: string, content: object): Promise<void> {
    return writeFileAtomically(this.inside(name), `${JSON.stringify(content, null, 2)}\n`).catch(() => undefined);
  }
}
