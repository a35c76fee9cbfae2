/** What became of the rows of a source. */
export interface PreparationReport {
  /** Conversations, or documents. */
  readonly rows: number;
  /** Examples that came of them: a conversation each, or a block of text each. */
  readonly kept: number;
  /** Of those kept, how many were cut off at the longest length. */
  readonly truncated: number;
  readonly dropped: {
    readonly 'too-long': number;
    /** No reply, or none that is left after cutting off. */
    readonly 'nothing-to-train': number;
    /** Nothing is asked. */
    readonly 'no-instruction': number;
  };
  readonly tokens: number;
  readonly trainedTokens: number;
  /** Earlier replies of conversations that the template writes otherwise than when they are new, so that they cannot be trained; 0 when absent. */
  readonly untrainedReplies?: number;
  /** Of plain text: tokens at its end that fill no block and are left out. */
  readonly rest?: number;
}

const words: { readonly [Reason in keyof PreparationReport['dropped']]: string } = {
  'too-long': 'longer than maxLength',
  'nothing-to-train': 'with nothing to train (no reply, or it begins after maxLength)',
  'no-instruction': 'without an instruction',
};

/** One sentence on the rows that are not trained as they are, or undefined when all are. */
export function describeReport({
  rows,
  truncated,
  dropped,
  rest = 0,
  untrainedReplies = 0,
}: PreparationReport): string | undefined {
  const number = (value: number) => value.toLocaleString('en-US');
  const reasons = Object.entries(words).filter(([reason]) => dropped[reason as keyof typeof words] > 0);
  const left = reasons.reduce((sum, [reason]) => sum + dropped[reason as keyof typeof words], 0);
  const list = reasons.map(([reason, text]) => `${number(dropped[reason as keyof typeof words])} ${text}`).join(', ');
  const sentences = [
    ...(left > 0 ? [`${number(left)} of ${number(rows)} rows are left out: ${list}.`] : []),
    ...(rest > 0 ? [`${number(rest)} tokens at the end of the text fill no block and are left out.`] : []),
    ...(truncated > 0 ? [`${number(truncated)} of ${number(rows)} rows are cut off at maxLength.`] : []),
  ];
  if (untrainedReplies > 0)
    sentences.push(
      `${number(untrainedReplies)} earlier replies are not trained: the template writes a reply otherwise once a later turn follows.`,
    );
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}
