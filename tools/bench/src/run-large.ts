import { withRandomCheckpoint } from './compare-storage.js';
import { runHere } from './run-task.js';
import { large, type StorageFigures, type StorageTask } from './storage-shapes.js';

const newTokens = 16;

/** A checkpoint of Qwen2.5-1.5B's shape, random, in bfloat16 shards: loads and answers one prompt, as float32 and as bfloat16. */
export async function runLarge(tokenizerFrom: string, say: (text: string) => void): Promise<void> {
  await withRandomCheckpoint(large, tokenizerFrom, async (folder) => {
    const answers: (readonly number[])[] = [];
    for (const weights of ['float32', 'bfloat16'] as const) {
      const task: StorageTask = { folder, weights, threads: 2, generate: { prompts: 1, newTokens } };
      const figures = await runHere<StorageFigures>('storage.js', task);
      tell(weights, figures, say);
      answers.push(figures.answer);
    }
    say(`the two answers are ${String(answers[0]) === String(answers[1]) ? 'the same' : 'not the same'}\n`);
  });
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
