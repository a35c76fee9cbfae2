import type { Conversation } from '@weitiao/core';

export const single = (instruction: string, reply: string, input?: string): Conversation => ({
  turns: [
    { role: 'user', content: instruction, ...(input === undefined ? {} : { input }) },
    { role: 'assistant', content: reply },
  ],
});

export const dialogue: Conversation = {
  turns: [
    { role: 'user', content: '北京在哪里？' },
    { role: 'assistant', content: '在华北。' },
    { role: 'user', content: '翻译成英文', input: '谢谢' },
    { role: 'assistant', content: 'Thank you.' },
  ],
};
