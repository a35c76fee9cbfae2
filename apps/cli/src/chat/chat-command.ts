import { createInterface } from 'node:readline';
import { DataFormatError, StudyError, UnreadableTextError, type Turn } from '@weitiao/core';
import { checkTemplateName, openTemplate, type Template } from '@weitiao/tokenizer';
import type { ChatCommandOptions } from '../commands/chat.js';
import { tellOtherTemplate } from '../adapter/tell-other-template.js';
import { print, type Console } from '../console.js';
import { located } from '../hub/located.js';
import { templateReferenceOf } from '../program/template-reference-of.js';
import { openSubject } from '../run/open-subject.js';
import { answerTo } from './answer-to.js';

/** Where lines come from; the process’s standard input, or a test’s. */
export type Lines = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Answers line by line until `/exit` or the end of the input. */
export async function runChatCommand(
  given: ChatCommandOptions,
  console: Console,
  input: Lines = process.stdin,
): Promise<number> {
  const reference = templateReferenceOf(given.template);
  checkTemplateName(reference);
  const options = await located(given, console);
  await using subject = await openSubject(options, console);
  const template = await openTemplate(reference, options.model, subject.tokenizer);
  await tellOtherTemplate(options.adapter ?? [], template, console);
  const isTerminal = input.isTTY === true;
  const lines = createInterface({
    input,
    ...(isTerminal && { output: process.stdout }),
    terminal: isTerminal,
    prompt: '> ',
  });
  const conversation = new ChatTurns(options.system, template);
  let stopping: AbortController | undefined;
  const interrupt = () => (stopping ? stopping.abort() : lines.close());
  lines.on('SIGINT', interrupt);
  process.on('SIGINT', interrupt);
  try {
    if (isTerminal) lines.prompt();
    for await (const line of lines) {
      if (line.trim() === '/exit') break;
      if (line.trim() === '/reset') {
        conversation.reset();
        print(console.err, 'forgotten');
      } else if (line.trim() !== '') {
        stopping = new AbortController();
        const { signal } = stopping;
        try {
          const turns = conversation.asking(line);
          conversation.answered(await answerTo(subject, turns, template, options, console.out, signal));
        } catch (error) {
          // Who sits there can go on; what reads answers from a pipe would take the next for this one.
          if (!isTerminal || !(error instanceof UnreadableTextError)) throw outgrown(error);
          conversation.withdraw();
          print(console.err, outgrown(error).message);
        }
        stopping = undefined;
      }
      if (isTerminal) lines.prompt();
    }
  } finally {
    process.off('SIGINT', interrupt);
    lines.close();
  }
  return 0;
}

/** A conversation that the model cannot read any more, told as such; any other error as it is. */
function outgrown<T>(error: T): T | DataFormatError {
  if (!(error instanceof UnreadableTextError)) return error;
  return new DataFormatError('the conversation', `${error.reason} /reset begins a new one.`, { cause: error });
}

/** What was said so far. */
class ChatTurns {
  #turns: Turn[] = [];

  constructor(
    private readonly system: string | undefined,
    template: Template,
  ) {
    this.reset();
    // A template that knows no system turn tells so before anything is asked.
    if (system !== undefined && system.trim() === '')
      throw new StudyError('--system is empty. Say something, or leave it out.');
    template.render({ turns: this.asking('?') }, { endOfText: '', forGeneration: true });
    this.reset();
  }

  reset(): void {
    this.#turns = this.system === undefined ? [] : [{ role: 'system', content: this.system }];
  }

  asking(content: string): readonly Turn[] {
    this.#turns.push({ role: 'user', content });
    return this.#turns;
  }

  /** What was asked last was not said. */
  withdraw(): void {
    this.#turns.pop();
  }

  answered(content: string): void {
    this.#turns.push({ role: 'assistant', content });
  }
}
