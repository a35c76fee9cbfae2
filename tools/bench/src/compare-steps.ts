import { runHere, runPython } from './run-task.js';
import { stepShape } from './shapes.js';
import { median } from './statistics.js';

interface StepFigures {
  readonly seconds: readonly number[];
  readonly peakMegabytes: number;
}

/** Steps that only warm up. */
const warmUp = 2;

/** Allowed: our step takes at most this many times PyTorch's. */
export const allowedRatio = 1.1;

/**
 * LoRA steps of a BLOOM shape, in turns, a fresh process each.
 * @returns whether the median ratio is within the allowed
 */
export async function compareSteps(python: string, rounds: number, say: (text: string) => void): Promise<boolean> {
  const { width, layers, heads, vocabulary, rows, tokens, rank, threads, steps } = stepShape;
  say(
    `LoRA step: width ${width}, ${layers} layers, ${heads} heads, vocabulary ${vocabulary}, batch ${rows} × ${tokens}, all tokens trained,`,
  );
  say(
    `rank ${rank} on query_key_value, ${threads} threads; medians of ${steps - warmUp} steps, a fresh process each, in turns\n`,
  );
  say('round   weitiao s   PyTorch s   ratio   weitiao MB   PyTorch MB');
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const ours = await runHere<StepFigures>('lora-step.js', stepShape);
    const theirs = await runPython<StepFigures>(python, 'lora_step.py', stepShape);
    const [one, other] = [ours, theirs].map(({ seconds }) => median(seconds.slice(warmUp))) as [number, number];
    ratios.push(one / other);
    const cells = [
      one.toFixed(3),
      other.toFixed(3),
      (one / other).toFixed(2),
      ours.peakMegabytes.toFixed(0),
      theirs.peakMegabytes.toFixed(0),
    ];
    say([String(round).padEnd(5), ...cells.map((cell, index) => cell.padStart([11, 11, 7, 12, 12][index]!))].join(' '));
  }
  const ratio = median(ratios);
  const holds = ratio <= allowedRatio;
  say(`\nmedian ratio ${ratio.toFixed(2)}, allowed ${allowedRatio}: ${holds ? 'holds' : 'does not hold'}\n`);
  return holds;
}
