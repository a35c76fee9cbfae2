import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cmmluPrompts } from './cmmlu-prompts.js';
import { runHere, runPython } from './run-task.js';
import type { ScoreTask } from './shapes.js';
import { median } from './statistics.js';

interface ScoreFigures {
  readonly seconds: number;
  /** Prompt → option → natural-log probability. */
  readonly scores: readonly (readonly number[])[];
  readonly peakMegabytes: number;
}

/**
 * CMMLU in questions a second, in turns, a fresh process each. Reported, not judged.
 * @throws when the two do not choose the same options
 */
export async function compareScores(
  python: string,
  shared: string,
  rounds: number,
  say: (text: string) => void,
): Promise<void> {
  const prompts = await cmmluPrompts(`${shared}/data/CMMLU`, 10);
  const folder = await mkdtemp(join(tmpdir(), 'weitiao-bench-'));
  try {
    const task: ScoreTask = {
      model: `${shared}/models/bloom-zh-7m`,
      prompts: join(folder, 'prompts.json'),
      options: ['A', 'B', 'C', 'D'],
      batchSize: 8,
      threads: 2,
    };
    await writeFile(task.prompts, JSON.stringify(prompts));
    say(
      `${prompts.length} questions of CMMLU, zero-shot, bloom-zh-7m, the likeliest of four letters, ${task.threads} threads,`,
    );
    say(`lm-evaluation-harness in batches of ${task.batchSize}; ${rounds} rounds, a fresh process each, in turns\n`);
    say('round   weitiao questions/s   lm_eval questions/s   ratio   weitiao MB   lm_eval MB');
    const speeds: [own: number, other: number][] = [];
    let difference = 0;
    for (let round = 1; round <= rounds; round++) {
      const own = await runHere<ScoreFigures>('score.js', task);
      const other = await runPython<ScoreFigures>(python, 'score.py', task);
      difference = differenceOf(own.scores, other.scores);
      speeds.push([prompts.length / own.seconds, prompts.length / other.seconds]);
      const [one, two] = speeds.at(-1)!;
      const cells = [one.toFixed(1), two.toFixed(1), (one / two).toFixed(2)];
      const memory = [own, other].map(({ peakMegabytes }) => peakMegabytes.toFixed(0));
      say(
        String(round).padEnd(6) +
          [...cells, ...memory].map((cell, at) => cell.padStart([21, 22, 8, 13, 13][at]!)).join(''),
      );
    }
    const middle = (value: (speed: (typeof speeds)[number]) => number, digits: number) =>
      median(speeds.map(value)).toFixed(digits);
    say(
      `\nmedians ${middle(([own]) => own, 1)} and ${middle(([, other]) => other, 1)} questions/s, ratio ${middle(([own, other]) => own / other, 2)};`,
    );
    say(`the same letter for every question, log-probabilities within ${difference.toExponential(0)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns the largest difference of a log-probability @throws when a choice differs */
function differenceOf(own: ScoreFigures['scores'], other: ScoreFigures['scores']): number {
  const choice = (scores: readonly number[]) => scores.indexOf(Math.max(...scores));
  const disputed = own.flatMap((scores, index) => (choice(scores) === choice(other[index]!) ? [] : [index]));
  if (disputed.length > 0)
    throw new Error(`Both sides must choose alike, and differ on questions ${disputed.join(', ')}.`);
  return Math.max(...own.flatMap((scores, index) => scores.map((score, at) => Math.abs(score - other[index]![at]!))));
}
