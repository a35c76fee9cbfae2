import { defineJudge } from '@weitiao/core';
import pLimit from 'p-limit';
import { Endpoint } from './endpoint.js';
import { openaiOptions } from './openai-options.js';
import { reach } from './reach.js';
import { checkAddress, readKey } from './secrets.js';

/** Asks a model behind an OpenAI-compatible endpoint for its verdict. */
export const openai = defineJudge({
  name: 'openai',
  version: '1',
  options: openaiOptions,
  decisive: ({ model, url, system, temperature, maxTokens, seed, fields }) => ({
    model,
    url,
    system,
    temperature,
    maxTokens,
    seed,
    fields,
  }),
  check: (options) => (services) => reach(options, readKey(options.key, options.url), services?.signal),
  judge(options) {
    checkAddress(options.url);
    const endpoint = new Endpoint(options, readKey(options.key, options.url));
    const slots = pLimit(options.concurrency);
    return ({ prompt }, services) => slots(() => endpoint.verdict(prompt, services?.signal));
  },
});
