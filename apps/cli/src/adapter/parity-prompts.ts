import { DataFormatError } from '@weitiao/core';
import type { LoadedBase } from '@weitiao/study';
import { z } from 'zod';
import { readJsonLines } from '../lines/json-lines.js';
import { checkIds, tokenIds } from '../run/token-ids.js';

/** Texts of several kinds, so that most of a model is asked something. */
const texts = [
  '中国的首都是北京。请用一句话介绍这座城市。',
  '以下是一个描述任务的指令。 请写一个适当的回答来完成请求。\n\n### 指令:\n写一首关于秋天的诗。\n\n### 回答:\n',
  '小明有 12 个苹果，给了小红 5 个，又买了 8 个。他现在有多少个苹果？',
  '把下面的句子翻译成英文：学而时习之，不亦说乎？',
  'Explain in two sentences why the sky is blue.',
  'Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\nList three primary colours.\n\n### Response:',
  'def quicksort(values):\n    if len(values) <= 1:\n        return values\n    pivot = values[0]\n',
  '{"name": "weitiao", "版本": 1, "tags": ["微调", "评测"]}',
];

const form = z.union(
  [z.strictObject({ prompt: z.string().min(1) }), z.strictObject({ tokens: tokenIds })],
  'not of the wanted form',
);

/**
 * Token ids of the prompts on which a merged model is compared.
 * @param file of the user's own; texts that come with the command when absent
 * @throws DataFormatError when the file has no prompts or ids that the model does not have
 */
export async function parityPrompts({ tokenizer, model }: LoadedBase, file?: string): Promise<number[][]> {
  if (file === undefined) return texts.map((text) => tokenizer.encode(text, { specials: true }));
  const prompts: number[][] = [];
  for await (const { at, value } of readJsonLines(file, form, '{"prompt": str} or {"tokens": [int]}')) {
    const tokens = 'tokens' in value ? value.tokens : tokenizer.encode(value.prompt, { specials: true });
    checkIds(tokens, model.vocabulary, at);
    prompts.push(tokens);
  }
  if (prompts.length === 0)
    throw new DataFormatError(file, 'it has no prompts. Give at least one line {"prompt": str}.');
  return prompts;
}
