import { alpacaForm } from './alpaca-form.js';

/** The study's English prompts: Stanford Alpaca's for one round, Alpaca-CoT's for several, to the letter. */
export const alpaca = alpacaForm({
  name: 'alpaca',
  version: '1',
  withInput: (instruction, input) =>
    'Below is an instruction that describes a task, paired with an input that provides further context. ' +
    'Write a response that appropriately completes the request.\n\n' +
    `### Instruction:\n${instruction}\n\n### Input:\n${input}\n\n### Response:`,
  withoutInput: (instruction) =>
    'Below is an instruction that describes a task. ' +
    'Write a response that appropriately completes the request.\n\n' +
    `### Instruction:\n${instruction}\n\n### Response:`,
  dialogue: {
    opening:
      'Below is an multi-round dialogue between human and assistant. Write a response as an assistant that appropriately completes ' +
      'the human request in each round by incorporating previous context.\n\n',
    user: '### Human:',
    assistant: '### Assistant:',
  },
});
