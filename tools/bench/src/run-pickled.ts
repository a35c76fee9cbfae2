import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withRandomCheckpoint } from './compare-storage.js';
import { runPython } from './run-task.js';
import { middling } from './storage-shapes.js';
import { tellStorage } from './tell-storage.js';

const shardBytes = 3e8;

/** A random checkpoint in bfloat16 shards, as safetensors and then as PyTorch pickles the same tensors: memory of loading either. */
export const runPickled = (interpreter: string, tokenizerFrom: string, say: (text: string) => void): Promise<void> =>
  withRandomCheckpoint(
    middling,
    tokenizerFrom,
    async (folder) => {
      await tellShards(folder, '.safetensors', say);
      const answers = await tellStorage(folder, say);
      const task = { folder, threads: 1 };
      await runPython(interpreter, 'pickle_shards.py', task);
      await tellShards(folder, '.bin', say);
      answers.push(...(await tellStorage(folder, say)));
      say(`the four answers are ${new Set(answers.map(String)).size === 1 ? 'the same' : 'not the same'}\n`);
    },
    shardBytes,
  );

async function tellShards(folder: string, ending: string, say: (text: string) => void): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size / 2 ** 20));
  say(`${names.length} files ${names[0]} …: ${sizes.map((size) => Math.round(size)).join(' + ')} MB`);
}
