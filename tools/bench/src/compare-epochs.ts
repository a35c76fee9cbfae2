import { runHere, runPython } from './run-task.js';
import { epochTask } from './shapes.js';
import { median } from './statistics.js';

interface EpochFigures {
  readonly seconds: number;
  readonly trainedTokens: number;
  readonly steps: number;
  readonly peakMegabytes: number;
}

/** One epoch of real rows in trained tokens a second, in turns, a fresh process each. Reported, not judged. */
export async function compareEpochs(
  python: string,
  shared: string,
  rounds: number,
  say: (text: string) => void,
): Promise<void> {
  const task = epochTask(shared);
  const runs = {
    'weitiao, padded': () => runHere<EpochFigures>('epoch.js', task, 'padded'),
    'transformers.Trainer, padded': () => runPython<EpochFigures>(python, 'epoch.py', task, 'trainer'),
    'weitiao, packed': () => runHere<EpochFigures>('epoch.js', task, 'packed'),
    'TRL, packed': () => runPython<EpochFigures>(python, 'epoch.py', task, 'trl'),
  };
  say(
    `One epoch of 1,000 real rows, bloom-zh-7m, LoRA rank 8, ${task.examples} rows of at most ${task.limit} tokens a step, ${task.threads} threads;`,
  );
  say(`medians of ${rounds} rounds, a fresh process each, in turns\n`);
  say(`round   ${' '.repeat(30)} trained tokens/s   seconds   steps   trained tokens       MB`);
  const figures = new Map<string, EpochFigures[]>(Object.keys(runs).map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const found = await run();
      figures.get(name)!.push(found);
      say(line(String(round), name, [found]));
    }
  }
  for (const [name, all] of figures) say(line('median', name, all));
  say('');
}

function line(round: string, name: string, all: readonly EpochFigures[]): string {
  const middle = (value: (one: EpochFigures) => number) => median(all.map(value));
  const cells = [
    middle((one) => one.trainedTokens / one.seconds),
    middle((one) => one.seconds),
    middle((one) => one.steps),
    middle((one) => one.trainedTokens),
    middle((one) => one.peakMegabytes),
  ].map((cell, index) => cell.toFixed(index === 1 ? 1 : 0).padStart([17, 10, 8, 17, 9][index]!));
  return round.padEnd(8) + name.padEnd(30) + cells.join('');
}
