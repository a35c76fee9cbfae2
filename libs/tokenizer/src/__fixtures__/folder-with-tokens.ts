import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFolder } from './folders.js';

/** Every special token that a template of ours, or of the fixtures, writes. */
export const chatTokens = [
  ...[
    '<|im_start|>',
    '<|im_end|>',
    '[gMASK]',
    '<sop>',
    '<eop>',
    'sop',
    '<|system|>',
    '<|user|>',
    '<|assistant|>',
    '<|observation|>',
  ],
  ...[
    '<reserved_102>',
    '<reserved_103>',
    '<reserved_106>',
    '<reserved_107>',
    '<eoh>',
    '<eom>',
    '<eot>',
    '<eoc>',
    '<eor>',
  ],
  ...['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'],
];

export interface TokenizerFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * A folder with the quick start's tokenizer, further special tokens behind its own, and other files.
 * @param files JSON values or texts by name
 */
export async function folderWithTokens(
  tokens: readonly string[] = chatTokens,
  files: Record<string, unknown> = {},
): Promise<TokenizerFolder> {
  const path = await mkdtemp(join(tmpdir(), 'weitiao-templates-'));
  const read = async (name: string) =>
    JSON.parse(await readFile(join(modelFolder, name), 'utf8')) as Record<string, any>;
  const tokenizer = await read('tokenizer.json');
  const own = tokenizer['added_tokens'] as { content: string }[];
  const added = tokens.map((content, at) => ({ ...own[0], id: 8000 + at, content, special: true }));
  const all = { 'tokenizer.json': { ...tokenizer, added_tokens: [...own, ...added] }, 'tokenizer_config.json': await read('tokenizer_config.json'), ...files }; // prettier-ignore
  for (const [name, value] of Object.entries(all))
    await writeFile(join(path, name), typeof value === 'string' ? value : JSON.stringify(value));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
