/** What `npm start` runs: trains LoRA on a small Chinese model, and asks it the same questions before and after. */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import starterZh from '@weitiao/dataset-starter-zh';
import bloom from '@weitiao/model-bloom';
import lora from '@weitiao/peft-lora';
import { generate, load, progressBar, train } from 'weitiao';

const inFolder = (...names) => relative(process.cwd(), join(import.meta.dirname, ...names));
const adapter = join('out', 'quickstart', 'adapter');
const questions = JSON.parse(await readFile(inFolder('data', 'questions.json'), 'utf8'));

/** One answer to each question, as the tuned model would be asked. */
async function answers(model) {
  const texts = [];
  for await (const text of generate(model, questions, { template: 'alpaca-zh', maxNewTokens: 60, repetitionPenalty: 1.3 })) {
    texts.push(text.trim().replaceAll('\n', ' '));
  }
  return texts;
}

const base = await load(bloom({ from: inFolder('model') }));
console.log('\nA small Chinese model (6.8 million parameters), asked six questions …');
const before = await answers(base);

console.log('Now it is trained with LoRA on 300 short instructions. This takes about a minute.\n');
const run = train({
  model: base,
  method: lora({ rank: 8, alpha: 16, targetModules: 'all-linear' }),
  data: starterZh({}),
  template: 'alpaca-zh',
  epochs: 5,
  maxLength: 256,
  examplesPerStep: 16,
  learningRate: 2e-3,
  schedule: { use: 'cosine', warmup: 0.05 },
  heldOut: { rows: 30, everySteps: 50 },
  seed: 1,
});
run.events.subscribe(progressBar());
const tuned = await run;

const after = await answers(tuned);
questions.forEach((question, index) => {
  console.log(`\n问      ${question}\nbefore  ${before[index]}\nafter   ${after[index]}`);
});

await tuned.save(adapter);
await tuned[Symbol.asyncDispose]();
await base[Symbol.asyncDispose]();
console.log(`
The adapter is in ${adapter}, in the format of Python's peft.

So small a model knows nothing; what it has learnt is the form: a short answer, then silence. To go on:
  npm run weitiao -- train examples/quickstart/trial.yaml --output out/trial     the same from a file, resumable
  npm run weitiao -- inspect adapter ${adapter}
  npm run weitiao -- --help`);
