import { runHere } from './run-task.js';
import type { StorageFigures, StorageTask } from './storage-shapes.js';

const newTokens = 16;

/** Loads a model folder and answers one prompt, with weights as float32 and as bfloat16, a fresh process each; tells the memory. */
export async function tellStorage(folder: string, say: (text: string) => void): Promise<(readonly number[])[]> {
  const answers: (readonly number[])[] = [];
  for (const weights of ['float32', 'bfloat16'] as const) {
    const task: StorageTask = { folder, weights, threads: 2, generate: { prompts: 1, newTokens } };
    const figures = await runHere<StorageFigures>('storage.js', task);
    tell(weights, figures, say);
    answers.push(figures.answer);
  }
  return answers;
}

function tell(weights: string, figures: StorageFigures, say: (text: string) => void): void {
  const { parameters, weightMegabytes, before, peakOfLoading, loadSeconds, generateSeconds, peakMegabytes } = figures;
  const megabytes = (value: number) => `${Math.round(value).toLocaleString('en')} MB`;
  say(`${parameters.toLocaleString('en')} parameters held as ${weights}: ${megabytes(weightMegabytes)}`);
  say(
    `  loaded in ${loadSeconds.toFixed(1)} s, at most ${megabytes(peakOfLoading - before)} more than before: ${((peakOfLoading - before) / weightMegabytes).toFixed(2)} of the weights`,
  );
  say(`  answered one prompt with ${newTokens} tokens in ${generateSeconds.toFixed(1)} s`);
  say(`  peak resident memory of the process ${megabytes(peakMegabytes)} (${(peakMegabytes / 1024).toFixed(1)} GiB)`);
}
