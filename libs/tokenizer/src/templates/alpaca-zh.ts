import { alpacaForm } from './alpaca-form.js';

/**
 * The public Chinese rendering of Alpaca's prompts, to the letter; the dialogue's words are ours. Everything but the words is as in
 * `alpaca`, so that the language of the prompt can be compared alone.
 */
export const alpacaZh = alpacaForm({
  name: 'alpaca-zh',
  version: '1',
  withInput: (instruction, input) =>
    '以下是一个描述任务的指令和一个提供进一步上下文的输入。 写一个适当的回答来完成请求。\n\n' +
    `### 指令:\n${instruction}\n\n### 输入:\n${input}\n\n### 回答:\n`,
  withoutInput: (instruction) =>
    `以下是一个描述任务的指令。 请写一个适当的回答来完成请求。\n\n### 指令:\n${instruction}\n\n### 回答:\n`,
  dialogue: {
    opening: '以下是用户与助手之间的多轮对话。 请作为助手，结合上文，写出适当的回答来完成用户在每一轮中的请求。\n\n',
    user: '### 用户:',
    assistant: '### 助手:',
  },
});
