import { StudyError } from '@weitiao/core';
import type { Template } from '../templates/index.js';
import { templateParts } from './template-parts.js';

/**
 * A template as Ollama writes it (Go's text/template over `.System` and `.Messages`): for the same conversation the very text that training
 * wrote, up to where the reply begins.
 * @throws StudyError when the template cannot be written so
 */
export function ollamaTemplate(template: Template, endOfText: string): string {
  const { system, single, rounds } = templateParts(template, endOfText);
  const front = `{{ if .System }}${literal(system.before)}{{ .System }}${literal(system.after)}{{ end }}`;
  const question = `{{ if $first }}${literal(rounds.opening)}{{ else }}${literal(rounds.next)}{{ end }}{{ $first = false }}{{ .Content }}`;
  const several =
    `{{ $first := true }}{{ range .Messages }}` +
    `{{ if eq .Role "user" }}${question}${literal(rounds.asked)}` +
    `{{ else if eq .Role "assistant" }}${literal(rounds.reply)}{{ .Content }}{{ end }}{{ end }}`;
  if (single.before === rounds.opening && single.after === rounds.asked) return front + several;
  const alone = `{{ range .Messages }}{{ if eq .Role "user" }}${literal(single.before)}{{ .Content }}${literal(single.after)}{{ end }}{{ end }}`;
  return (
    `{{ $several := false }}{{ range .Messages }}{{ if eq .Role "assistant" }}{{ $several = true }}{{ end }}{{ end }}` +
    `${front}{{ if $several }}${several}{{ else }}${alone}{{ end }}`
  );
}

/** Whether it can be written so. */
export function isWritableForOllama(template: Template): boolean {
  try {
    templateParts(template, '');
    return true;
  } catch (error) {
    if (StudyError.isInstance(error)) return false;
    throw error;
  }
}

/** Text that a Go template writes as it is. */
const literal = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');
