import { StudyError, type Turn } from '@weitiao/core';
import type { Template } from '../templates/index.js';

/** What a template writes around what is said, for programs that write prompts themselves. */
export interface TemplateParts {
  /** Around a system text, in front of all. */
  readonly system: Around;
  /** Around the only question. */
  readonly single: Around;
  /** Of several rounds: before the first question, behind each question, before each reply, and from a reply to the next question. */
  readonly rounds: { readonly opening: string; readonly asked: string; readonly reply: string; readonly next: string };
}
export interface Around {
  readonly before: string;
  readonly after: string;
}

const mark = (name: string): string => `\uE000${name}\uE001`;
const [system, questions, replies] = [mark('s'), [0, 1, 2].map((n) => mark(`q${n}`)), [0, 1].map((n) => mark(`r${n}`))];

/**
 * Takes a template apart by rendering marks with it, so that what another program writes is what training wrote.
 * @throws StudyError when it has no such parts: what it writes depends on more than on who speaks
 */
export function templateParts(template: Template, endOfText: string): TemplateParts {
  const rendered = (turns: readonly Turn[]): string =>
    template
      .render({ turns }, { endOfText, forGeneration: true })
      .map(({ text }) => text)
      .join('');
  const user = (n: number): Turn => ({ role: 'user', content: questions[n]! });
  const assistant = (n: number): Turn => ({ role: 'assistant', content: replies[n]! });
  const [one, two, three] = [
    [user(0)],
    [user(0), assistant(0), user(1)],
    [user(0), assistant(0), user(1), assistant(1), user(2)],
  ].map(rendered) as [string, string, string];

  const [before, after] = cut(one, [questions[0]!]) as [string, string];
  const [opening, answered, next, asked] = cut(two, [questions[0]!, replies[0]!, questions[1]!]) as [string, string, string, string]; // prettier-ignore
  const front = rendered([{ role: 'system', content: system }, user(0)]).slice(0, -one.length);
  const [systemBefore, systemAfter] = cut(front, [system]) as [string, string];
  const parts = {
    system: { before: systemBefore, after: systemAfter },
    single: { before, after },
    rounds: { opening, asked, reply: answered.slice(asked.length), next },
  };
  const again = [
    questions[0],
    answered,
    replies[0],
    next,
    questions[1],
    answered,
    replies[1],
    next,
    questions[2],
    asked,
  ];
  const fits =
    answered.startsWith(asked) &&
    three === opening + again.join('') &&
    rendered([{ role: 'system', content: system }, user(0), assistant(0), user(1)]) === front + two &&
    front === systemBefore + system + systemAfter;
  if (!fits) throw noParts(template);
  return parts;

  function cut(text: string, marks: readonly string[]): string[] {
    const found: string[] = [];
    let rest = text;
    for (const each of marks) {
      const at = rest.indexOf(each);
      if (at < 0) throw noParts(template);
      found.push(rest.slice(0, at));
      rest = rest.slice(at + each.length);
    }
    return [...found, rest];
  }
}

const noParts = ({ name }: Template): StudyError =>
  new StudyError(
    `Template "${name}" does not write questions and replies one after another, so no other program can be told to write it.`,
  );
