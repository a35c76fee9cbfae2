import { repository } from '@weitiao/python-reference';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const command = join(repository, 'apps/cli/dist/bin.js');

/** Exports an adapter's model in every format. @returns the model folders, the one in f32 first, and the GGUF files */
export async function exported(
  adapter: string,
  model: string,
  folder: string,
): Promise<{ folders: string[]; files: string[] }> {
  const write = async (to: string, type: string, name: string, ...more: string[]) => {
    const output = join(folder, name);
    const flags = ['--model', model, '--to', to, '--type', type, '--output', output, ...more];
    await promisify(execFile)(process.execPath, [command, 'adapter', 'export', adapter, ...flags]);
    return output;
  };
  const folders = [
    await write('huggingface', 'f32', 'f32'),
    await write('huggingface', 'f16', 'f16'),
    await write('huggingface', 'bf16', 'bf16', '--shard-size', '4000000'),
  ];
  const files: string[] = [];
  for (const type of ['f32', 'f16', 'bf16', 'q8_0']) files.push(await write('gguf', type, `${type}.gguf`));
  return { folders, files };
}
