import { readFileSync } from 'node:fs';
import tensorflow from '@weitiao/backend-tensorflow';
import { scoreCompletions } from '@weitiao/inference';
import bloom from '@weitiao/model-bloom';
import { LoadedBase } from '@weitiao/study';
import { peakMegabytes } from '../peak-memory.js';
import type { ScoreTask } from '../shapes.js';

/** The counterpart of python/score.py: log-probability of every option after every prompt, from text. One JSON line. */
const task = JSON.parse(process.argv[2]!) as ScoreTask;
await tensorflow({ threads: task.threads }).start();
const { model, weights, tokenizer } = await LoadedBase.read(bloom({ from: task.model }), task.model);
const prompts = JSON.parse(readFileSync(task.prompts, 'utf8')) as string[];

const start = performance.now();
const completions = task.options.map((option) => tokenizer.encode(option));
const questions = prompts.map((prompt) => ({ prompt: tokenizer.encode(prompt), completions }));
const scores: number[][] = [];
for await (const found of scoreCompletions({ model, weights, adapters: [], questions })) {
  scores.push(found.map((ofOption) => ofOption.reduce((sum, value) => sum + value, 0)));
}
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, scores, peakMegabytes: peakMegabytes() }));
