/** Kinds of task whose answers Belle-eval marks without the standard answer, also where there is one. */
const withoutStandard = ['generation', 'brainstorming', 'rewrite'];

export interface ToJudge {
  readonly category: string;
  /** What Belle-eval tells the judge for this category. */
  readonly instruction: string;
  readonly question: string;
  readonly standard: string;
  readonly answer: string;
}

/** The message to the judge, as BELLE's and Alpaca-CoT's scripts write it. */
export function judgeMessage({ category, instruction, question, standard, answer }: ToJudge): string {
  const wanted = withoutStandard.includes(category) ? '' : ` 标准回答： ${standard}`;
  return `${instruction} ${question}${wanted} 模型回答： '${answer}'。请针对模型回答给出得分，顺便给出理由：`;
}
