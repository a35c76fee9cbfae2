/// <reference lib="dom" />
import type { AnswerArm, AnswerData, AnsweredItem, AnswerOfRun } from './answer-data.js';
import { meanScore } from './choose-items.js';

// These functions run in the reader's browser: they stand in the page as text and use nothing but each other and the document.

/** An element with text in it; text of data is never markup. Chinese text says that it is. */
export function element(name: string, className: string, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  for (const part of content) {
    made.append(part);
    if (typeof part === 'string' && /\p{Script=Han}/u.test(part)) made.lang = 'zh';
  }
  return made;
}

/** One question with all answers side by side. */
export function showItem(data: AnswerData, item: AnsweredItem): HTMLElement {
  const tags = item.tags.map((tag) => data.tags[tag]!);
  const means = item.answers.map(meanScore);
  const read = means.filter((mean) => mean !== null);
  const best = new Set(read).size > 1 ? Math.max(...read) : undefined;
  const question = element('p', 'text', item.question);
  const shown = element(
    'article',
    'item',
    element('h3', '', [item.id, data.groups[item.group]!, ...tags].join(' · ')),
    question,
  );
  if (item.reference !== undefined) {
    shown.append(
      element('p', 'text reference', element('span', 'label', 'Reference '), element('span', '', item.reference)),
    );
  }
  const answers = element('div', 'answers');
  data.arms.forEach((arm, place) => answers.append(showArm(arm, item.answers[place]!, means[place] === best)));
  shown.append(answers);
  return shown;
}

/** The answers of one arm; seeds that answered alike stand together. */
export function showArm(arm: AnswerArm, runs: readonly AnswerOfRun[], isBest: boolean): HTMLElement {
  const mark = element('span', 'mark', arm.mark);
  mark.style.setProperty('color', arm.colour);
  mark.setAttribute('aria-hidden', 'true');
  const shown = element(
    'section',
    isBest ? 'answer best' : 'answer',
    element('h4', '', mark, ` ${arm.label}`, isBest ? ' · best' : ''),
  );
  const alike = new Map<string, { run: AnswerOfRun; seeds: number[] }>();
  runs.forEach((run, place) => {
    const key = JSON.stringify(run);
    alike.set(key, { run, seeds: [...(alike.get(key)?.seeds ?? []), arm.seeds[place]!] });
  });
  for (const { run, seeds } of alike.values()) {
    const score = !run ? 'no answer' : run[1] === null ? 'unread' : `score ${Number(run[1].toFixed(3))}`;
    shown.append(element('p', 'label', `${score} · ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`));
    if (run) shown.append(element('p', 'text', run[0] === '' ? '(empty)' : run[0]));
    if (run?.[2]) shown.append(element('p', 'text note', run[2]));
  }
  return shown;
}
