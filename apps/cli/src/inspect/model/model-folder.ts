import { isPath, ModelHub } from '@weitiao/hub';
import { exitCodes, WeitiaoError } from '@weitiao/core';
import { dirname } from 'node:path';

/** What says everything of a model but its numbers. */
const small = [
  'generation_config.json',
  'tokenizer_config.json',
  'tokenizer.json',
  'chat_template.jinja',
  'special_tokens_map.json',
  'tokenizer.model',
  'ice_text.model',
  'qwen.tiktoken',
  'vocab.json',
  'merges.txt',
];

/**
 * A folder as it is written; of an id of a hub the configuration and the tokenizer are fetched, and of the weights nothing: they are told
 * of where they are in the cache already.
 */
export async function modelFolder(text: string): Promise<string> {
  if (isPath(text, process.cwd())) return text;
  const hub = new ModelHub();
  const id = /^[a-z]+:/.test(text) ? text : `hf:${text}`;
  const config = await hub.locate(`${id}/config.json`);
  if (!config) return text;
  for (const name of small) {
    await hub.locate(`${id}/${name}`).catch((error: unknown) => {
      // A repository has some of them, and so has the cache where nobody is asked.
      const isAbsent = WeitiaoError.isInstance(error) && (hub.offline || error.exitCode === exitCodes.options);
      if (!isAbsent) throw error;
    });
  }
  return dirname(config.path);
}
