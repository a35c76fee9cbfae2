import { StudyError } from '@weitiao/core';
import type { Template } from '../templates/index.js';
import { ollamaTemplate } from './ollama-template.js';

export interface ModelfileOptions {
  /** Path of the GGUF file, as seen from the Modelfile. */
  readonly from: string;
  /** The template that training used. */
  readonly template: Template;
  /** The tokenizer's text for the end of a reply; generation stops there. */
  readonly endOfText: string;
}

/**
 * The text of an Ollama Modelfile: `ollama create NAME -f Modelfile`.
 * @throws StudyError when the template cannot be written for Ollama
 */
export function modelfile({ from, template, endOfText }: ModelfileOptions): string {
  const text = ollamaTemplate(template, endOfText);
  if (text.includes('"""'))
    throw new StudyError(`Template "${template.name}" holds """, which ends a text in a Modelfile.`);
  const stops = [...new Set([endOfText, ...(template.stops ?? [])])].filter((stop) => stop !== '');
  return [
    `FROM ${from}`,
    `TEMPLATE """${text}"""`,
    ...stops.map((stop) => `PARAMETER stop ${JSON.stringify(stop)}`),
    '',
  ].join('\n');
}
