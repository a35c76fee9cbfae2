/** Where the row of an item comes from: the file of rows, the cache of answers, or the subject. */
export type Origin = 'rows' | 'cache' | 'subject';

export type EvaluationEvent =
  | { readonly type: 'evaluation-start'; readonly benchmark: string; readonly version: string }
  | {
      readonly type: 'item-end';
      readonly id: string;
      readonly group: string;
      readonly score: number | null;
      readonly from: Origin;
      /** Items done so far. */
      readonly done: number;
    }
  | {
      readonly type: 'evaluation-end';
      readonly outcome: 'done' | 'stopped';
      readonly items: number;
      readonly unparsed: number;
      /** Questions that the subject was asked, counted as often as it was asked. */
      readonly asked: number;
    };
