/// <reference lib="dom" />
import type { AnswerData, AnsweredItem } from './answer-data.js';
import { chooseItems } from './choose-items.js';
import { showItem } from './show-item.js';

// This function runs in the reader's browser: it stands in the page as text and uses nothing but its neighbours and the document.

/** Brings the view of answers to life. A benchmark's JSON is parsed when it is first looked at; only one page of items is ever in the document. */
export function startAnswers(): void {
  const perPage = 20;
  const control = <T extends HTMLElement>(name: string) => document.querySelector<T>(`[data-answers="${name}"]`)!;
  const [benchmark, category, wins] = ['benchmark', 'category', 'wins'].map((name) => control<HTMLSelectElement>(name));
  const [words, page] = [control<HTMLInputElement>('words'), control<HTMLInputElement>('page')];
  const [list, status] = [control('list'), control('status')];
  const parsed = new Map<string, AnswerData>();
  let [first, chosen]: [number, AnsweredItem[]] = [0, []];

  const current = (): AnswerData => {
    const { value } = benchmark!;
    const data: AnswerData = parsed.get(value) ?? JSON.parse(document.getElementById(`answers-${value}`)!.textContent!);
    parsed.set(value, data);
    return data;
  };
  const fill = (select: HTMLSelectElement, options: [value: string, text: string][]) => {
    select.replaceChildren();
    for (const [value, text] of options) {
      const option = document.createElement('option');
      option.setAttribute('value', value);
      option.append(text);
      select.append(option);
    }
    select.value = '';
  };
  const show = () => {
    const data = current();
    const last = Math.min(first + perPage, chosen.length);
    const pages = Math.max(1, Math.ceil(chosen.length / perPage));
    list.replaceChildren(...chosen.slice(first, last).map((item) => showItem(data, item)));
    status.textContent = `${chosen.length === 0 ? 'No question' : `${first + 1}–${last}`} of ${chosen.length} chosen, ${data.items.length} in all; page ${first / perPage + 1} of ${pages}`;
    page.value = String(first / perPage + 1);
    page.setAttribute('max', String(pages));
    control<HTMLButtonElement>('previous').disabled = first === 0;
    control<HTMLButtonElement>('next').disabled = last >= chosen.length;
  };
  const choose = () => {
    first = 0;
    chosen = chooseItems(current(), { category: category!.value, wins: wins!.value, words: words.value });
    show();
  };
  const open = () => {
    const { groups, tags, arms } = current();
    fill(category!, [
      ['', 'all categories'],
      ...groups.map((group, place): [string, string] => [`group ${place}`, group]),
      ...tags.map((tag, place): [string, string] => [`tag ${place}`, `tag: ${tag}`]),
    ]);
    fill(wins!, [
      ['', 'whoever wins'],
      ['differ', 'arms differ'],
      ['same', 'all score the same'],
      ...arms.map(({ label }, place): [string, string] => [`best ${place}`, `only ${label} is best`]),
      ...arms.flatMap(({ label, baseline }, place): [string, string][] => {
        if (baseline === undefined) return [];
        const other = arms[baseline]!.label;
        return [
          [`beats ${place} ${baseline}`, `${label} beats ${other}`],
          [`beats ${baseline} ${place}`, `${other} beats ${label}`],
        ];
      }),
      ['unread', 'an answer could not be graded'],
    ]);
    choose();
  };
  const turn = (to: number) => {
    first = Math.max(0, Math.min(to, Math.ceil(chosen.length / perPage) - 1)) * perPage;
    show();
    control('top').scrollIntoView?.();
  };
  benchmark!.addEventListener('change', open);
  for (const select of [category!, wins!]) select.addEventListener('change', choose);
  words.addEventListener('input', choose);
  page.addEventListener('change', () => turn(Math.floor(Number(page.value) || 1) - 1));
  control('previous').addEventListener('click', () => turn(first / perPage - 1));
  control('next').addEventListener('click', () => turn(first / perPage + 1));
  control('view').hidden = false;
  open();
}
