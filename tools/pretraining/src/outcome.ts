import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A training as a comparison sees it. */
export interface Outcome {
  /** Of every step. */
  readonly losses: readonly number[];
  /** Held-out loss by the number of steps that were done. */
  readonly heldOut: Readonly<Record<number, number>>;
}

/** What the trial's event log says. A training that was resumed tells some steps twice: the last word counts. */
export async function ownOutcome(trial: string, attempts: readonly string[]): Promise<Outcome> {
  const losses: number[] = [];
  const heldOut: Record<number, number> = {};
  for (const attempt of attempts) {
    const text = await readFile(join(trial, 'attempts', attempt, 'events.jsonl'), 'utf8');
    for (const line of text.split('\n').filter((line) => line !== '')) {
      const event = JSON.parse(line) as { type: string; step: number; loss: number };
      if (event.type === 'step-end') losses[event.step - 1] = event.loss;
      if (event.type === 'held-out-end') heldOut[event.step] = event.loss;
    }
  }
  return { losses, heldOut };
}

/** What python/train.py wrote. */
export const pythonOutcome = async (folder: string): Promise<Outcome> =>
  JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as Outcome;

/** Largest relative difference of the held-out losses, after whatever number of steps, that passes. */
export const gate = 0.005;

/** @returns the comparison as lines, and whether the held-out losses agree */
export function compared(
  own: Outcome,
  python: Outcome,
): { readonly lines: readonly string[]; readonly passes: boolean } {
  const apart = (one: number, other: number) => Math.abs(one - other) / other;
  const percent = (share: number) => `${(100 * share).toPrecision(2)} %`;
  const row = (...cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(14))
      .join('')
      .trimEnd();
  const held = Object.entries(python.heldOut).map(([step, theirs]) => {
    const ours = own.heldOut[Number(step)] ?? NaN;
    return { step, ours, theirs, difference: apart(ours, theirs) };
  });
  // NaN, where one has not come as far, is within no gate.
  const passes = own.losses.length === python.losses.length && held.every(({ difference }) => difference <= gate);
  const worst = Math.max(...python.losses.map((loss, step) => apart(own.losses[step] ?? NaN, loss)));
  return {
    lines: [
      row('after step', 'Weitiao', 'PyTorch', 'difference'),
      ...held.map(({ step, ours, theirs, difference }) =>
        row(step, ours.toFixed(6), theirs.toFixed(6), percent(difference)),
      ),
      `Held-out losses; up to ${percent(gate)} pass: ${passes ? 'ok' : 'FAILED'}. Largest difference of a step's own loss: ${percent(worst)}`,
    ],
    passes,
  };
}
