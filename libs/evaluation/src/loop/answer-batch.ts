import type { Answer, Evaluator, Item, Subject } from '@weitiao/core';
import type { AnswerCache } from '../cache/answer-cache.js';
import type { RowFile } from '../rows/row-file.js';
import type { Row } from '../rows/row.js';
import { ask } from './ask.js';
import type { Settings } from './evaluation-options.js';
import type { Origin } from './evaluation-event.js';
import { itemKey } from './keys.js';

export interface Asking {
  readonly subject: Subject;
  readonly evaluator: Evaluator;
  readonly settings: Settings;
  /** Hash of all that decides answers and grades except the items. */
  readonly key: string;
  readonly cache: AnswerCache | undefined;
  readonly file: RowFile | undefined;
}

export interface AnsweredItem {
  readonly item: Item;
  readonly key: string;
  readonly answer: Answer;
  readonly from: Origin;
  /** Where it was graded before. */
  readonly row: Row | undefined;
}
type Pending = Omit<AnsweredItem, 'answer'> & { readonly answer: Answer | undefined };

/**
 * Answers to the items of a batch: known ones, else those of the subject.
 * @returns the items in order, up to the first without an answer when `signal` was aborted, and how many questions were asked
 */
export async function answerBatch(
  asking: Asking,
  batch: readonly Item[],
  signal: AbortSignal,
): Promise<{ readonly items: readonly AnsweredItem[]; readonly asked: number }> {
  const items = batch.map((item) => known(item, asking));
  const unanswered = items.filter(({ answer }) => !answer);
  const toAsk = unanswered.length === 0 || asking.settings.independentAnswers ? unanswered : items;
  const answers = new Map<Pending, Answer>();
  if (toAsk.length > 0 && !signal.aborted) {
    const questions = toAsk.map(({ item }) => item);
    for await (const answer of ask(asking, questions)) {
      const own = toAsk[answers.size]!;
      answers.set(own, own.answer ?? answer);
      if (!own.answer) await asking.cache?.put(own.key, answer);
      if (signal.aborted) break;
    }
  }
  const answered = items.map((own) => ({ ...own, answer: own.answer ?? answers.get(own) }));
  const end = answered.findIndex(({ answer }) => !answer);
  return {
    items: (end < 0 ? answered : answered.slice(0, end)) as AnsweredItem[],
    asked: signal.aborted ? answers.size : toAsk.length,
  };
}

function known(item: Item, { key: settings, cache, file }: Asking): Pending {
  const key = itemKey(settings, item);
  const row = file?.find(item.id, key);
  const answer = row?.answer ?? cache?.get(key);
  return { item, key, row, answer, from: row ? 'rows' : answer ? 'cache' : 'subject' };
}
