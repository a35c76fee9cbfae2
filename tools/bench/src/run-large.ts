import { withRandomCheckpoint } from './compare-storage.js';
import { large } from './storage-shapes.js';
import { tellStorage } from './tell-storage.js';

/** A checkpoint of Qwen2.5-1.5B's shape, random, in bfloat16 shards: loads and answers one prompt, as float32 and as bfloat16. */
export const runLarge = (tokenizerFrom: string, say: (text: string) => void): Promise<void> =>
  withRandomCheckpoint(large, tokenizerFrom, async (folder) => {
    const answers = await tellStorage(folder, say);
    say(`the two answers are ${new Set(answers.map(String)).size === 1 ? 'the same' : 'not the same'}\n`);
  });
