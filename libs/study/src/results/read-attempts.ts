import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingOutcome } from './study-results.js';

/** What the attempts at a trial noted beside its result: times, memory, the course of the loss. */
export interface AttemptNotes {
  readonly curve: TrainingOutcome['curve'];
  /** Of the steps that count. */
  readonly seconds: number;
  /** Of the step in the middle, ordered by time; undefined without steps. */
  readonly millisecondsPerStep: number | undefined;
  readonly peakMegabytes: number;
  /** Warnings, each once. */
  readonly notes: readonly string[];
  /** Has told lately that it works. */
  readonly isAlive: boolean;
  readonly about: { readonly engine?: string; readonly machine?: string } | undefined;
}

interface Event {
  readonly type: string;
  readonly step?: number;
  readonly loss?: number;
  readonly seconds?: number;
  readonly message?: string;
}
interface About {
  readonly host: string;
  readonly node: string;
  readonly engine: {
    readonly name: string;
    readonly library: string;
    readonly device: string;
    readonly threads: number;
  };
}

const silentMilliseconds = 60_000;

export function readAttempts(trial: string): AttemptNotes {
  const attempts = join(trial, 'attempts');
  const numbers = existsSync(attempts) ? readdirSync(attempts).map(Number).filter(Number.isInteger) : [];
  const folders = numbers.sort((a, b) => a - b).map((number) => join(attempts, String(number)));
  // A later attempt repeats the steps after the checkpoint that it began with: the last one counts.
  const steps = new Map<number, { loss: number; seconds: number }>();
  const heldOut = new Map<number, number>();
  const notes = new Set<string>();
  for (const { type, step = 0, loss, seconds = 0, message } of folders.flatMap(eventsOf)) {
    if (type === 'warning' && message !== undefined) notes.add(message);
    if (loss === undefined) continue;
    if (type === 'step-end') steps.set(step, { loss, seconds });
    if (type === 'held-out-end') heldOut.set(step, loss);
  }
  const usages = folders.flatMap((folder) => json<{ peakMemoryBytes: number }>(join(folder, 'usage.json')) ?? []);
  const about = folders.map((folder) => json<About>(join(folder, 'attempt.json'))).at(-1);
  return {
    curve: [...new Set([...steps.keys(), ...heldOut.keys()])]
      .sort((a, b) => a - b)
      .map((step) => {
        const [trained, held] = [steps.get(step), heldOut.get(step)];
        return { step, ...(trained && { loss: trained.loss }), ...(held !== undefined && { heldOut: held }) };
      }),
    seconds: [...steps.values()].reduce((sum, { seconds }) => sum + seconds, 0),
    millisecondsPerStep: median([...steps.values()].map(({ seconds }) => seconds * 1000)),
    peakMegabytes: Math.max(0, ...usages.map(({ peakMemoryBytes }) => peakMemoryBytes / 1e6)),
    notes: [...notes],
    isAlive: isFresh(folders.at(-1)),
    about: about && {
      engine: `${about.engine.name} on ${about.engine.library}, ${about.engine.device}, ${about.engine.threads} threads`,
      machine: `${about.host}, Node.js ${about.node}`,
    },
  };
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** Usage is the last thing that a process writes. */
function isFresh(folder: string | undefined): boolean {
  if (folder === undefined || existsSync(join(folder, 'usage.json'))) return false;
  const beat = statSync(join(folder, 'heartbeat.json'), { throwIfNoEntry: false });
  return beat !== undefined && Date.now() - beat.mtimeMs < silentMilliseconds;
}

/** A line that was cut off while it was written counts for nothing. */
function eventsOf(folder: string): Event[] {
  const file = join(folder, 'events.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Event];
      } catch {
        return [];
      }
    });
}

function json<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
