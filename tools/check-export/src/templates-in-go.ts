import { isWritableForOllama, ollamaTemplate, template, templateNames } from '@weitiao/tokenizer';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const turn = (role: 'system' | 'user' | 'assistant', content: string) => ({ role, content });
const conversations = [
  [turn('user', '写一首诗。')],
  [turn('system', 'Be brief.'), turn('user', 'Hello {{ there }}')],
  [turn('user', '你好'), turn('assistant', '您好！'), turn('user', '再见')],
  [turn('system', '简短。'), turn('user', 'a'), turn('assistant', 'b'), turn('user', 'c'), turn('assistant', 'd'), turn('user', 'e')], // prettier-ignore
];

/** Executes every template for Ollama in Go, with the data that Ollama gives it. @returns whether all texts are those of training */
export async function templatesInGo(folder: string, say: (text: string) => void): Promise<boolean> {
  const cases = templateNames
    .filter((name) => isWritableForOllama(template(name)))
    .flatMap((name) =>
      conversations.map((turns) => ({
        name,
        template: ollamaTemplate(template(name), '</s>'),
        data: {
          System: turns.filter(({ role }) => role === 'system').map(({ content }) => content).join('\n\n'), // prettier-ignore
          Messages: turns.map(({ role, content }) => ({ Role: role, Content: content })),
        },
        wanted: template(name)
          .render({ turns }, { endOfText: '</s>', forGeneration: true })
          .map(({ text }) => text)
          .join(''),
      })),
    );
  const input = join(folder, 'templates.json');
  await writeFile(input, JSON.stringify(cases));
  try {
    const program = join(import.meta.dirname, '../templates.go');
    const { stdout } = await promisify(execFile)('go', ['run', program, input], { env: { ...process.env, GOFLAGS: '-mod=mod' } }); // prettier-ignore
    say(stdout.trimEnd());
    return true;
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (code === 'ENOENT') {
      say('Ollama templates: left out, there is no Go here');
      return true;
    }
    say(stdout + stderr);
    return false;
  }
}
