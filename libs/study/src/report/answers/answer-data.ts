import type { Baseline } from '../arms/baseline.js';
import { colourOf, characterOf } from '../plots/arm-marks.js';
import { itemKey, type Benchmark, type Item } from '../scores/benchmark.js';

/** Answer, score (null: could not be graded) and note, of one seed; null where there is no answer. */
export type AnswerOfRun = readonly [answer: string, score: number | null, note?: string] | null;

/** One question with the answers of all arms: by arm, then by seed. */
export interface AnsweredItem {
  readonly id: string;
  /** Place among the groups. */
  readonly group: number;
  /** Places among the tags. */
  readonly tags: readonly number[];
  readonly question: string;
  readonly reference?: string;
  readonly answers: readonly (readonly AnswerOfRun[])[];
}

export interface AnswerArm {
  readonly label: string;
  readonly seeds: readonly number[];
  readonly colour: string;
  readonly mark: string;
  /** Place of the arm that it is compared with. */
  readonly baseline?: number;
}

/** What the page's view of answers reads, as JSON inside the page. */
export interface AnswerData {
  readonly title: string;
  readonly groups: readonly string[];
  readonly tags: readonly string[];
  readonly arms: readonly AnswerArm[];
  readonly items: readonly AnsweredItem[];
}

export function answerData({ title, groups, items, arms }: Benchmark, baseline: Baseline): AnswerData {
  const tags = [...new Set(items.flatMap((item) => item.tags ?? []))];
  const [groupPlace, tagPlace] = [placesOf(groups), placesOf(tags)];
  const answersTo = (item: Item) =>
    arms.map(({ runs }) =>
      runs.map((run): AnswerOfRun => {
        const row = run.get(itemKey(item));
        if (!row) return null;
        return row.note === undefined ? [row.answer, row.score] : [row.answer, row.score, row.note];
      }),
    );
  return {
    title,
    groups,
    tags,
    arms: arms.map(({ arm, seeds }) => {
      const place = arms.findIndex((other) => other.arm === baseline(arm));
      const shown = { label: arm.label, seeds, colour: colourOf(arm), mark: characterOf(arm) };
      return place < 0 ? shown : { ...shown, baseline: place };
    }),
    items: items.map((item) => ({
      id: item.id,
      group: groupPlace.get(item.group)!,
      tags: (item.tags ?? []).map((tag) => tagPlace.get(tag)!),
      question: item.question,
      ...(item.reference === undefined ? {} : { reference: item.reference }),
      answers: answersTo(item),
    })),
  };
}

const placesOf = (names: readonly string[]): Map<string, number> => new Map(names.map((name, place) => [name, place]));
