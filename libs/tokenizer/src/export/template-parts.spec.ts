import { describe, expect, it } from '@jest/globals';
import type { Turn } from '@weitiao/core';
import fc from 'fast-check';
import { template, templateNames, type Template } from '../templates/index.js';
import { modelfile } from './modelfile.js';
import { ollamaTemplate } from './ollama-template.js';
import { templateParts, type TemplateParts } from './template-parts.js';

/** What a program writes that has nothing but the parts. */
function written({ system, single, rounds }: TemplateParts, systemText: string, said: readonly string[]): string {
  const front = systemText === '' ? '' : system.before + systemText + system.after;
  if (said.length === 1) return front + single.before + said[0]! + single.after;
  const turns = said.map((text, at) => {
    if (at % 2 === 1) return rounds.reply + text;
    return (at === 0 ? rounds.opening : rounds.next) + text + rounds.asked;
  });
  return front + turns.join('');
}

const word = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `x${text}`);

/** Of these, others write more than what stands around what is said: counted rounds, system texts inside a question or in place of their own. */
const expressible = ['alpaca', 'alpaca-zh', 'none', 'chatml', 'chinese-alpaca', 'belle', 'baichuan', 'baichuan2'];

describe.each(templateNames.filter((name) => !expressible.includes(name)))('template %s', (name) => {
  it('is refused, since no other program could write it', () => {
    expect(() => templateParts(template(name), '</s>')).toThrow(
      'does not write questions and replies one after another',
    );
  });
});

describe.each(expressible)('the parts of template %s', (name) => {
  it('write every conversation as the template does', () => {
    const parts = templateParts(template(name), '</s>');
    fc.assert(
      fc.property(fc.constantFrom('', 'Be brief.'), fc.array(word, { minLength: 1, maxLength: 7 }), (system, words) => {
        const said = words.slice(0, words.length - ((words.length + 1) % 2));
        const turns: Turn[] = said.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }));
        const all: Turn[] = system === '' ? turns : [{ role: 'system', content: system }, ...turns];
        const pieces = template(name).render({ turns: all }, { endOfText: '</s>', forGeneration: true });
        expect(written(parts, system, said)).toBe(pieces.map(({ text }) => text).join(''));
      }),
    );
  });
});

describe('ollamaTemplate', () => {
  it('of a template that writes one round and several alike is one loop', () => {
    expect(ollamaTemplate(template('none'), '</s>')).toBe(
      '{{ if .System }}{{ .System }}\n{{ end }}{{ $first := true }}{{ range .Messages }}{{ if eq .Role "user" }}' +
        '{{ if $first }}{{ else }}</s>{{ end }}{{ $first = false }}{{ .Content }}' +
        '{{ else if eq .Role "assistant" }}{{ .Content }}{{ end }}{{ end }}',
    );
  });

  it('holds the words of training', () => {
    const text = ollamaTemplate(template('alpaca-zh'), '</s>');
    expect(text).toContain(
      '以下是一个描述任务的指令。 请写一个适当的回答来完成请求。\n\n### 指令:\n{{ .Content }}\n\n### 回答:\n{{ end }}',
    );
    expect(text).toContain('### 用户: {{ end }}{{ $first = false }}{{ .Content }}\n</s>### 助手:');
  });

  it('writes braces of a template as they are', () => {
    const braces: Template = { ...template('none'), render: ({ turns }) => turns.map(({ content }) => ({ text: `{{${content}`, trained: false })) }; // prettier-ignore
    expect(ollamaTemplate(braces, '')).toContain('{{ if $first }}{{ "{{" }}{{ else }}{{ "{{" }}{{ end }}');
  });

  it('refuses a template that writes later rounds otherwise', () => {
    const counting: Template = { ...template('none'), render: ({ turns }) => turns.map(({ content }, at) => ({ text: `[${at}]${content}`, trained: false })) }; // prettier-ignore
    expect(() => ollamaTemplate(counting, '')).toThrow(
      'Template "none" does not write questions and replies one after another',
    );
  });
});

describe('modelfile', () => {
  it('names every token that ends a reply', () => {
    const text = modelfile({ from: './model.gguf', template: template('chatml'), endOfText: '<|endoftext|>' });
    expect(text.endsWith('PARAMETER stop "<|endoftext|>"\nPARAMETER stop "<|im_end|>"\n')).toBe(true);
  });

  it('names the model, the template and where replies end', () => {
    const text = modelfile({ from: './model.gguf', template: template('none'), endOfText: '</s>' });
    expect(text.split('\n')[0]).toBe('FROM ./model.gguf');
    expect(text).toContain(`\nTEMPLATE """${ollamaTemplate(template('none'), '</s>')}"""\n`);
    expect(text.endsWith('\nPARAMETER stop "</s>"\n')).toBe(true);
  });
});
